package vcpucheck.checker.memory.threads;

import java.lang.invoke.VarHandle;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.memory.ViolationException;

/**
 * A memory for real threads: variable handles, real locks, and nothing that orders more than the
 * operation asks for. What plain threads, Lincheck and jcstress run.
 *
 * <p>What a simulation reports as a violation is thrown here, as {@link ViolationException}, out of
 * the operation. Not noticed natively: data races, locks held at the end of a vCPU's step, and
 * deadlocks but for taking one's own lock again (a deadlocked thread ends when it is interrupted).
 * The check for use after free orders nothing; so code that publishes a slot without a release can
 * be reported where the hardware shows that. A pointer is not checked to refer to a slot.
 */
public final class NativeMemory implements Memory {
  private final NativeCells globals;
  private final Choices choices;
  private final @Nullable Gate gate;
  private final OperationText texts = new OperationText();

  /** Takes the text of each failed debug assertion. */
  private final Consumer<String> assertions;

  private NativeMemory(Builder builder) {
    this.choices = builder.choices;
    gate = builder.gate;
    globals = new NativeCells(null, gate, texts);
    this.assertions = builder.assertions;
  }

  /**
   * Makes a memory in which the first alternative is always chosen, no allocation fails, and a
   * failed debug assertion is a violation.
   */
  public static NativeMemory create() {
    return builder().build();
  }

  /** Starts from what {@link #create} makes. */
  public static Builder builder() {
    return new Builder();
  }

  /** Says how a memory differs from the one that {@link #create} makes. */
  public static final class Builder {
    private Choices choices = new Choices() {};
    private @Nullable Gate gate;
    private Consumer<String> assertions =
        text -> {
          throw new ViolationException(BuiltInProperty.DEBUG_ASSERTION, text);
        };

    private Builder() {}

    /** Lets {@code newChoices} decide what is open. */
    public Builder choices(Choices newChoices) {
      choices = Objects.requireNonNull(newChoices);
      return this;
    }

    /**
     * Lets every operation pass {@code newGate}, which also decides what is open, instead of {@link
     * #choices}.
     */
    public Builder gate(Gate newGate) {
      gate = Objects.requireNonNull(newGate);
      return this;
    }

    /** Gives the text of each failed debug assertion to {@code sink}, and goes on after it. */
    public Builder assertions(Consumer<String> sink) {
      assertions = Objects.requireNonNull(sink);
      return this;
    }

    /** Makes the memory. */
    public NativeMemory build() {
      return new NativeMemory(this);
    }
  }

  @Override
  public IntCell intCell(String name, int initial) {
    return globals.intCell(name, initial);
  }

  @Override
  public LongCell longCell(String name, long initial) {
    return globals.longCell(name, initial);
  }

  @Override
  public <T> RefCell<T> refCell(String name) {
    return globals.refCell(name);
  }

  @Override
  public <T> RefCell<T> refCell(String name, @Nullable T initial) {
    return globals.refCell(name, initial);
  }

  @Override
  public <T> ValueCell<T> valueCell(String name, T initial) {
    return globals.valueCell(name, initial);
  }

  @Override
  public SpinLock spinLock(String name) {
    return globals.spinLock(name);
  }

  /** The lowest: one of those that any allows, so that runs depend on threads alone. */
  @Override
  public Slab.Reuse reuse() {
    return Slab.Reuse.LOWEST;
  }

  @Override
  public <T> Slab<T> slab(
      String name, int capacity, Slab.Reuse reuse, Function<Cells, T> constructor) {
    globals.take(name);
    NativeSlab<T> slab =
        new NativeSlab<>(
            name,
            capacity,
            reuse,
            choices,
            slot -> new NativeCells(slot, gate, texts),
            constructor);
    if (gate == null) {
      return slab;
    }
    for (int index = 0; index < capacity; index++) {
      texts.name(slab.slot(index), name + "#" + index);
    }
    return new GatedSlab<>(slab, name, gate, texts);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no alternative
   * @throws IllegalStateException if {@link Choices} answered with none of them
   */
  @Override
  public int choose(String what, int alternatives) {
    if (alternatives < 1) {
      throw new IllegalArgumentException(
          "a choice has at least one alternative: what=" + what + ", alternatives=" + alternatives);
    }
    int choice =
        gate == null
            ? choices.choose(what, alternatives)
            : gate.<Integer>pass(
                "choose " + what,
                () -> gate.alternative().orElseGet(() -> choices.choose(what, alternatives)),
                chosen -> chosen + " of " + alternatives);
    if (choice < 0 || choice >= alternatives) {
      throw new ScheduleMismatch(
          "a choice is one of the alternatives: what="
              + what
              + ", alternatives="
              + alternatives
              + ", choice="
              + choice);
    }
    return choice;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if it does not hold: threads have come too far to be left out
   */
  @Override
  public void assume(boolean holds) {
    if (!holds) {
      throw new ScheduleMismatch("an assumption must hold on threads, which cannot go back");
    }
  }

  @Override
  public void fence(Fence fence) {
    if (gate == null) {
      order(fence);
    } else {
      gate.pass("fence " + fence.name().toLowerCase(Locale.ROOT), () -> order(fence), "");
    }
  }

  private static void order(Fence fence) {
    switch (fence) {
      case FULL -> VarHandle.fullFence();
      case ACQUIRE -> VarHandle.acquireFence();
      case RELEASE -> VarHandle.releaseFence();
      case STORE_STORE -> VarHandle.storeStoreFence();
    }
  }

  @Override
  public <R extends @Nullable Object> R call(Supplier<R> body) {
    return body.get();
  }

  @Override
  public <S, R extends @Nullable Object> R loop(S initial, Function<S, Iteration<S, R>> body) {
    return Iteration.run(initial, body);
  }

  @Override
  public void expect(boolean holds, String property, String message) {
    globals.expect(holds, property, message);
  }

  @Override
  public void debugAssert(boolean holds, String text) {
    if (!holds) {
      assertions.accept(text);
    }
  }
}
