package vcpucheck.scenarios.property;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.xen.GuestPage;

/** At the end, every reference to a guest page is one that the mediator still accounts for. */
public final class PinsBalanced {
  /** The property's name. */
  public static final String NAME = "pins-balanced";

  private PinsBalanced() {}

  /** The property: P4 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.atEnd(NAME, () -> problem(world));
  }

  private static Optional<String> problem(WorldView world) {
    Map<Integer, Integer> pins = pins(world);
    for (GuestPage page : world.machine().guestPages()) {
      if (page.ownerId() != GuestPage.NOBODY && page.ownerId() != world.domain().id()) {
        continue;
      }
      int own = page.ownerId() == GuestPage.NOBODY ? 0 : 1;
      int accounted = own + pins.getOrDefault(page.number(), 0);
      if (page.references() != accounted) {
        return Optional.of(
            "page "
                + page.number()
                + " has "
                + page.references()
                + " references, but the mediator accounts for "
                + accounted);
      }
    }
    return Optional.empty();
  }

  private static Map<Integer, Integer> pins(WorldView world) {
    Map<Integer, Integer> pins = new HashMap<>();
    for (ShmBuffer buffer : world.context().buffers()) {
      for (int index = 0; index < buffer.pageCount().get(); index++) {
        pins.merge(buffer.pages().get(index).get(), 1, Integer::sum);
      }
    }
    for (ShmRpc rpc : world.context().rpcs()) {
      pins.merge(rpc.guestPage().get(), 1, Integer::sum);
    }
    return pins;
  }
}
