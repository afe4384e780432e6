package vcpucheck.scenarios.property;

import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.xen.XenPage;
import vcpucheck.scenarios.tee.ArgumentPage;

/**
 * Always, every Xen page that a waiting thread of OP-TEE knows as its message or argument page is
 * allocated. The weak form, that OP-TEE touches none that is free, is memory safety and is checked
 * in any case.
 */
public final class ShadowSafety {
  /** The property's name. */
  public static final String NAME = "shadow-safety";

  private ShadowSafety() {}

  /** The property: P2 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.always(NAME, () -> problem(world));
  }

  private static Optional<String> problem(WorldView world) {
    return Stream.concat(
            world.partition().messagePages().stream(),
            world.partition().argumentPages().stream().map(ArgumentPage::address))
        .filter(address -> !isAllocated(world, address))
        .findFirst()
        .map(address -> "OP-TEE knows a page that Xen has freed: 0x" + Long.toHexString(address));
  }

  private static boolean isAllocated(WorldView world, long address) {
    return !(world.machine().page(address) instanceof XenPage page)
        || world.machine().heap().slab().isAllocated(page);
  }
}
