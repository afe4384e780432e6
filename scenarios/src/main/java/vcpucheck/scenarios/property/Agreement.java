package vcpucheck.scenarios.property;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.model.Property;
import vcpucheck.scenarios.tee.ArgumentPage;
import vcpucheck.scenarios.tee.SharedObject;

/** At the end, the mediator and OP-TEE know the same buffers and argument pages, by cookie. */
public final class Agreement {
  /** The property's name. */
  public static final String NAME = "agreement-with-optee";

  private Agreement() {}

  /** The property: P16 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.atEnd(NAME, () -> problem(world));
  }

  private static Optional<String> problem(WorldView world) {
    List<Long> pages =
        world.context().rpcs().stream().map(rpc -> rpc.cookie().get()).sorted().toList();
    List<Long> teePages =
        world.partition().argumentPages().stream().map(ArgumentPage::cookie).sorted().toList();
    List<Long> buffers =
        world.context().buffers().stream().map(buffer -> buffer.cookie().get()).sorted().toList();
    List<Long> teeBuffers =
        world.partition().objects().stream().map(SharedObject::cookie).sorted().toList();
    return differs("buffers", buffers, teeBuffers)
        .or(() -> differs("argument pages", pages, teePages));
  }

  private static Optional<String> differs(String what, List<Long> mediator, List<Long> tee) {
    return mediator.equals(tee)
        ? Optional.empty()
        : Optional.of(
            "the mediator knows the " + what + " " + mediator + ", but OP-TEE knows " + tee);
  }
}
