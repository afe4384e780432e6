package vcpucheck.checker.memory;

import org.jspecify.annotations.Nullable;

/**
 * A typed heap of equal structs: C's {@code xzalloc} and {@code xfree} for one type.
 *
 * <p>A slot is a struct handle whose fields are cells; it exists for ever, allocated or not, and is
 * reused, so that stale pointers and ABA show although the JVM collects garbage. An access to a
 * field of a slot that is not allocated is a violation (use after free), and so is freeing it
 * (double free). Allocation gives every field its initial value.
 *
 * @param <T> the struct handle
 */
public interface Slab<T> {
  /** Which free slot an allocation takes. */
  enum Reuse {
    /** The one with the lowest number: the most reuse, the fewest states. */
    LOWEST("lowest", "allocations take the lowest free slot"),
    /** Any: a choice of the explorer, as it is one of C's allocators. */
    ANY("any", "allocations take any free slot"),
    /** The next that was never allocated: no reuse. */
    NEVER("never", "freed slots are never used again");

    private final String word;
    private final String text;

    Reuse(String word, String text) {
      this.word = word;
      this.text = text;
    }

    /** How the command line and JSON spell it. */
    public String word() {
      return word;
    }

    /** What a table says of a search with it. */
    public String shortText() {
      return this == NEVER ? "no reuse" : word + " free slot";
    }

    /** What a report says of a search with it. */
    public String text() {
      return text;
    }
  }

  /**
   * Allocates a slot, or fails.
   *
   * @return null if the allocation failed, which is a choice of the explorer within the model's
   *     budget of allocation failures
   * @throws IllegalStateException if every slot is in use: the model is too small, which must not
   *     pass for a full heap
   */
  @Nullable T alloc();

  /** Frees a slot. */
  void free(T slot);

  /**
   * The slot's number, from 0: its identity across runs. Running code that asks for it tells slots
   * apart, so that the explorer cannot take them for interchangeable; see {@link #addresses}.
   */
  int index(T slot);

  /** The slot with a number, allocated or not. What is said of {@link #index} is true of it. */
  T slot(int index);

  /** How many slots there are. */
  int capacity();

  /**
   * Gives the slots addresses: numbers that code may store, compare for equality, split into halves
   * of 32 bits and look up again. To be called while a model is built. No other number of the model
   * may lie in the range, nor may the low halves of the range be used for anything else.
   *
   * @param base the first address of the first slot
   * @param stride how many addresses each slot has, at least 1
   */
  default SlotAddresses<T> addresses(long base, long stride) {
    return new SlotAddresses<>(this::index, this::slot, capacity(), base, stride);
  }

  /**
   * Whether a slot is allocated: for properties and reports; C code cannot ask.
   *
   * @throws IllegalStateException if a simulated vCPU asks
   */
  boolean isAllocated(T slot);
}
