package vcpucheck.scenarios.property;

import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.StructPools;

/**
 * Always, what the guest makes Xen hold is bounded by the limits, whatever the guest does: structs
 * by their numbers; pages too, and a page list counts as the block that C allocates, a power of
 * two.
 *
 * <p>A struct is allocated before or freed after it is counted, so that each vCPU may have one more
 * of each kind in its hands. For a guest that is alone on its machine.
 */
public final class BoundedCost {
  /** The property's name. */
  public static final String NAME = "bounded-cost";

  private BoundedCost() {}

  /**
   * The property: P17 of the catalogue.
   *
   * @param vcpus how many vCPUs the guest has
   */
  public static Property of(WorldView world, int vcpus) {
    return Property.always(NAME, () -> problem(world, vcpus));
  }

  private static Optional<String> problem(WorldView world, int vcpus) {
    StructPools structs = world.structs();
    Limits limits = world.behaviour().limits();
    int calls = limits.threads() + vcpus;
    int rpcs = limits.threads() + vcpus;
    int buffers = limits.buffers() + vcpus;
    int lists = buffers * blockOf(listPages(limits));
    int block = sum(structs.buffers(), BoundedCost::block);
    int rounded = block - sum(structs.buffers(), BoundedCost::pages);
    return exceeds("calls", count(structs.calls()), calls)
        .or(() -> exceeds("RPC argument pages", count(structs.rpcs()), rpcs))
        .or(() -> exceeds("buffers", count(structs.buffers()), buffers))
        .or(() -> exceeds("pages of page lists", block, lists))
        .or(
            () ->
                exceeds(
                    "pages", count(world.machine().heap().slab()) + rounded, calls + rpcs + lists));
  }

  private static Optional<String> exceeds(String what, int held, int most) {
    return held <= most
        ? Optional.empty()
        : Optional.of("Xen holds " + held + " " + what + " for one guest, more than " + most);
  }

  private static <T> int count(Slab<T> slab) {
    return sum(slab, slot -> 1);
  }

  private static <T> int sum(Slab<T> slab, ToIntFunction<T> of) {
    return IntStream.range(0, slab.capacity())
        .mapToObj(slab::slot)
        .filter(slab::isAllocated)
        .mapToInt(of)
        .sum();
  }

  private static int listPages(Limits limits) {
    return (limits.pagesPerBuffer() + limits.listEntries() - 1) / limits.listEntries();
  }

  private static int pages(ShmBuffer buffer) {
    return (int) buffer.pageList().stream().filter(page -> page.get() != null).count();
  }

  private static int block(ShmBuffer buffer) {
    return blockOf(pages(buffer));
  }

  /* The power of two from a number of pages on; 0 for none. */
  private static int blockOf(int pages) {
    int block = Integer.highestOneBit(pages);
    return block == pages ? block : 2 * block;
  }
}
