package vcpucheck.scenarios.property;

import java.util.Optional;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.table.Quota;

/** Always, no counter is negative or beyond its limit. */
public final class QuotaBounded {
  /** The property's name. */
  public static final String NAME = "quota-bounded";

  private QuotaBounded() {}

  /** The property: the first half of P5 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.always(
        NAME, () -> problem(world.context().quota(), world.behaviour().limits()));
  }

  private static Optional<String> problem(Quota quota, Limits limits) {
    if (!isWithin(quota.calls(), limits.threads())) {
      return Optional.of("call_count is " + quota.calls() + " of " + limits.threads());
    }
    if (!isWithin(quota.buffers(), limits.buffers())) {
      return Optional.of("optee_shm_buf_count is " + quota.buffers() + " of " + limits.buffers());
    }
    if (!isWithin(quota.pages(), limits.pageQuota() - 1)) {
      return Optional.of(
          "optee_shm_buf_pages is " + quota.pages() + ", not below " + limits.pageQuota());
    }
    return Optional.empty();
  }

  private static boolean isWithin(int count, int limit) {
    return count >= 0 && count <= limit;
  }
}
