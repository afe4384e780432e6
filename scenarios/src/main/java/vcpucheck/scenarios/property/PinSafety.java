package vcpucheck.scenarios.property;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.MachinePage;
import vcpucheck.mediator.xen.StageTwo;
import vcpucheck.scenarios.tee.SharedObject;

/**
 * Always, every page that OP-TEE can reach through an object belongs to the domain and carries a
 * reference for each such object.
 */
public final class PinSafety {
  /** The property's name. */
  public static final String NAME = "pin-safety";

  private PinSafety() {}

  /** The property: P1 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.always(NAME, () -> problem(world));
  }

  private static Optional<String> problem(WorldView world) {
    Map<Long, Integer> uses = new HashMap<>();
    for (SharedObject object : world.partition().objects()) {
      for (long address : object.pages()) {
        int pins = uses.merge(address, 1, Integer::sum);
        if (!isPinned(world, address, pins)) {
          return Optional.of(
              "OP-TEE's object with cookie "
                  + object.cookie()
                  + " has a page that is not pinned for it: 0x"
                  + Long.toHexString(address));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isPinned(WorldView world, long address, int pins) {
    MachinePage page = world.machine().page(address);
    return page instanceof GuestPage guest
        && guest.ownerId() == world.domain().id()
        && guest.references() >= pins + (isMapped(world, guest) ? 1 : 0);
  }

  /* A mapped page has a reference of its own. */
  private static boolean isMapped(WorldView world, GuestPage page) {
    StageTwo map = world.domain().stageTwo();
    return LongStream.range(world.firstFrame(), world.firstFrame() + map.size())
        .mapToObj(map::lookup)
        .anyMatch(entry -> entry.page() == page.number());
  }
}
