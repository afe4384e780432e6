package vcpucheck.scenarios.property;

import vcpucheck.checker.model.Property;

/**
 * Some interleaving takes all that a limit allows: what a scenario says of the limit is no empty
 * claim.
 */
public final class LimitMet {
  /** The name of {@link #calls}. */
  public static final String CALLS = "limit-of-calls-met";

  /** The name of {@link #buffers}. */
  public static final String BUFFERS = "limit-of-buffers-met";

  /** The name of {@link #pages}. */
  public static final String PAGES = "page-quota-met";

  private LimitMet() {}

  /** Sometimes, as many calls are in progress as OP-TEE has threads. */
  public static Property calls(WorldView world) {
    return Property.sometimes(
        CALLS, () -> world.context().quota().calls() == world.behaviour().limits().threads());
  }

  /** Sometimes, as many buffers are counted as a domain may have. */
  public static Property buffers(WorldView world) {
    return Property.sometimes(
        BUFFERS, () -> world.context().quota().buffers() == world.behaviour().limits().buffers());
  }

  /** Sometimes, the counted pages are one below the quota, which they must stay below. */
  public static Property pages(WorldView world) {
    return Property.sometimes(
        PAGES, () -> world.context().quota().pages() == world.behaviour().limits().pageQuota() - 1);
  }
}
