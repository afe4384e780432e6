package vcpucheck.scenarios.property;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.table.ShmBuffer;

/**
 * Always, the mediator knows every object that OP-TEE knows. An operation that releases what
 * another call made, or what OP-TEE has not given up, breaks this at once, even if the pages happen
 * to be pinned for another reason. A buffer that moves on the list counts as known.
 */
public final class Confinement {
  /** The property's name. */
  public static final String NAME = "confinement";

  private Confinement() {}

  /** The property: P15 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.always(NAME, () -> problem(world));
  }

  private static Optional<String> problem(WorldView world) {
    Slab<ShmBuffer> buffers = world.structs().buffers();
    List<Long> known =
        IntStream.range(0, buffers.capacity())
            .mapToObj(buffers::slot)
            .filter(buffers::isAllocated)
            .map(buffer -> buffer.cookie().get())
            .toList();
    return world.partition().objects().stream()
        .filter(object -> !known.contains(object.cookie()))
        .findFirst()
        .map(
            object ->
                "the mediator has forgotten a buffer that OP-TEE knows: cookie=" + object.cookie());
  }
}
