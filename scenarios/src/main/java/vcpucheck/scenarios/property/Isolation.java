package vcpucheck.scenarios.property;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.xen.GuestPage;

/**
 * Always, what the mediator and OP-TEE hold for one domain names no page of another domain: no
 * pinned page, no argument page, no object.
 */
public final class Isolation {
  /** The property's name. */
  public static final String NAME = "isolation";

  private Isolation() {}

  /** The property for one domain: P10 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.always(NAME, () -> problem(world));
  }

  private static Optional<String> problem(WorldView world) {
    return Stream.of(pinned(world), argumentPages(world), objects(world))
        .flatMap(pages -> pages)
        .filter(page -> page.ownerId() != world.domain().id())
        .findFirst()
        .map(
            page ->
                "domain "
                    + world.domain().id()
                    + " holds page "
                    + page.number()
                    + ", whose owner is "
                    + page.ownerId());
  }

  private static Stream<GuestPage> pinned(WorldView world) {
    return world.context().buffers().stream()
        .flatMap(
            buffer ->
                IntStream.range(0, buffer.pageCount().get())
                    .mapToObj(index -> buffer.pages().get(index).get()))
        .map(world.machine()::guestPage);
  }

  private static Stream<GuestPage> argumentPages(WorldView world) {
    return world.context().rpcs().stream()
        .map(ShmRpc::guestPage)
        .map(page -> world.machine().guestPage(page.get()));
  }

  private static Stream<GuestPage> objects(WorldView world) {
    return world.partition().objects().stream()
        .flatMap(object -> object.pages().stream())
        .map(world.machine()::page)
        .filter(GuestPage.class::isInstance)
        .map(GuestPage.class::cast);
  }
}
