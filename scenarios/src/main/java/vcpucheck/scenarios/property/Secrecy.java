package vcpucheck.scenarios.property;

import java.util.Optional;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.xen.GuestPage;

/**
 * Always, no word of the guest's memory is a machine address: neither Xen's own pages nor the
 * addresses of the guest's pages are the guest's to know. What stands in pages of Xen's is machine
 * addresses or the guest's own, so that this also detects a copy that takes too much.
 *
 * <p>For guests that write no such word themselves. The registers of a call are looked at in any
 * case, when the guest gets them.
 */
public final class Secrecy {
  /** The property's name. */
  public static final String NAME = "secrecy";

  private Secrecy() {}

  /** The property: P11 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.always(NAME, () -> problem(world));
  }

  private static Optional<String> problem(WorldView world) {
    for (GuestPage page : world.machine().guestPages()) {
      if (page.ownerId() == world.domain().id()) {
        for (long word : page.content().get().words()) {
          if (world.machine().page(word) != null) {
            return Optional.of(
                "page "
                    + page.number()
                    + " of the guest holds a machine address: 0x"
                    + Long.toHexString(word));
          }
        }
      }
    }
    return Optional.empty();
  }
}
