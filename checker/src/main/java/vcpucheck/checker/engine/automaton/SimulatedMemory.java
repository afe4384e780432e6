package vcpucheck.checker.engine.automaton;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Output;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.ordering.Weakening;

/**
 * The explorer's memory: turns calls on cells into operations and hands them to whoever is in
 * charge, first the {@link InitialStateBuilder}, then an {@link Execution} or an {@link
 * StateReader}.
 */
public final class SimulatedMemory extends SimulatedCells implements Memory {
  private final Optional<Slab.Reuse> reuse;
  private final Slab.Reuse usual;
  private final Set<String> slabNames = new HashSet<>();
  private final boolean showsOutputs;
  private final List<RememberedOutput> outputs = new ArrayList<>();
  private final Set<String> outputNames = new HashSet<>();
  private final BitSet outputVariables = new BitSet();
  private final Set<Sites.Place> decided = new HashSet<>();
  private final Consumer<ModelException> abandonment;
  private OperationHandler performer;
  private Weakening weakening = Weakening.NONE;
  private @Nullable Execution execution;
  private boolean isSealed;
  private volatile boolean running;
  private volatile long runningSince;

  /**
   * An output of which everything is remembered: a cell that code cannot read, so that what it
   * shows changes nothing.
   */
  private record RememberedOutput(String name, ValueCell<List<String>> shown) implements Output {
    private record Append(String text) implements UnaryOperator<List<String>> {
      @Override
      public List<String> apply(List<String> before) {
        return Stream.concat(before.stream(), Stream.of(text)).toList();
      }
    }

    @Override
    public void emit(Object value) {
      shown.update(new Append(String.valueOf(value)), Access.OPAQUE);
    }

    Property.Observable observable() {
      return new Property.Observable(name, () -> shown.get(Access.OPAQUE).toString());
    }
  }

  /**
   * Makes an empty memory.
   *
   * @param reuse which free slot allocations take; empty for what each slab says
   * @param usual which one where a slab does not say
   * @param showsOutputs whether what code shows is remembered
   * @param abandonment told that code under test cannot be stopped; must not return
   */
  public SimulatedMemory(
      Optional<Slab.Reuse> reuse,
      Slab.Reuse usual,
      boolean showsOutputs,
      Consumer<ModelException> abandonment) {
    super(new Variables(), "", Variables.NONE);
    this.reuse = reuse;
    this.usual = usual;
    this.showsOutputs = showsOutputs;
    this.abandonment = abandonment;
    performer = new InitialStateBuilder(variables());
  }

  /** Ends the time in which cells can be made. */
  public void seal() {
    OperationHandler nobody =
        op -> {
          throw new ModelException(
              "shared memory is touched only by running vCPUs, properties and while the model is"
                  + " built: operation="
                  + op.kind()
                  + ", variable="
                  + variables().variable(op.variable()).name());
        };
    performer = nobody;
    isSealed = true;
    close();
  }

  /** Lets code under test be ordered otherwise than it says. */
  public void weaken(Weakening newWeakening) {
    weakening = newWeakening;
  }

  Weakening weakening() {
    return weakening;
  }

  /** Runs code with somebody in charge of its operations. */
  public void with(OperationHandler inCharge, Runnable body) {
    OperationHandler before = performer;
    performer = inCharge;
    execution = inCharge instanceof Execution run ? run : null;
    runningSince = System.nanoTime();
    running = true;
    try {
      body.run();
    } finally {
      running = false;
      performer = before;
      execution = null;
    }
  }

  /** For how long the code in charge has been running. Any thread may ask. */
  public Duration codeRunsFor() {
    return running ? Duration.ofNanos(System.nanoTime() - runningSince) : Duration.ZERO;
  }

  /** Throws if a running vCPU asks what only properties may ask. */
  void checkObserved() {
    if (execution != null) {
      throw refuse(
          new ModelException(
              "code under test cannot ask whether a slot is allocated, as C cannot; ask in a"
                  + " property"));
    }
  }

  /**
   * The number of a slot is asked for. While a model is built that is harmless, for what is
   * captured then is looked for; later it tells slots apart.
   */
  void asksForIndex(int slab) {
    if (isSealed && !(performer instanceof StateReader)) {
      variables().tellApart(slab, "code under test asks for the numbers of slots");
    } else if (performer instanceof StateReader reader) {
      reader.asksForIndex(slab);
    }
  }

  /** A slot is asked for by its number; see {@link #asksForIndex}. */
  void takesSlot(int slab, int index) {
    if (isSealed && !(performer instanceof StateReader)) {
      variables().tellApart(slab, "code under test asks for slots by their numbers");
    } else if (performer instanceof StateReader reader) {
      reader.takesSlot(slab, index);
    }
  }

  void declareAddresses(Variables.Addresses range) {
    checkOpen("addresses of " + variables().heap(range.heap()).name());
    variables().add(range);
  }

  @Override
  ModelException refuse(ModelException problem) {
    return execution == null ? problem : execution.raise(problem);
  }

  /** Never returns: code under test cannot be stopped from inside. */
  void abandon(ModelException why) {
    abandonment.accept(why);
  }

  @Override
  long perform(Op op) {
    return performer.perform(op);
  }

  @Override
  public Slab.Reuse reuse() {
    return usual;
  }

  @Override
  public <T> Slab<T> slab(
      String name, int capacity, Slab.Reuse wanted, Function<Cells, T> constructor) {
    checkOpen(name);
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a slab has at least one slot: slab=" + name + ", capacity=" + capacity);
    }
    if (!slabNames.add(name)) {
      throw new IllegalArgumentException("slabs have different names: slab=" + name);
    }
    List<T> slots = new ArrayList<>();
    List<Integer> life = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    List<Integer> end = new ArrayList<>();
    for (int index = 0; index < capacity; index++) {
      String slotName = name + "#" + index;
      life.add(variables().add(slotName, Variable.Type.SLOT, Variables.NONE, Variables.FREE));
      first.add(variables().size());
      SimulatedCells fields = new SimulatedCells(this, slotName + ".", life.get(index));
      T handle = constructor.apply(fields);
      fields.close();
      slots.add(handle);
      end.add(variables().size());
      variables().addSlot(life.get(index), handle, slotName);
    }
    int number = variables().add(new Variables.Heap(name, reuse.orElse(wanted), life, first, end));
    return new SimulatedSlab<>(this, number, slots);
  }

  @Override
  public int choose(String what, int alternatives) {
    if (alternatives < 1) {
      throw new IllegalArgumentException(
          "a choice has at least one alternative: what=" + what + ", alternatives=" + alternatives);
    }
    return (int)
        perform(
            new Op(
                Op.Kind.CHOOSE,
                Variables.NONE,
                alternatives,
                variables().values().number(what),
                null));
  }

  @Override
  public boolean decide(String decision, boolean way) {
    if (!isSealed) {
      decided.add(Sites.made(decision, way));
    }
    return performer.decide(decision, way);
  }

  /** What was decided while the model was built. */
  Set<Sites.Place> decided() {
    return decided;
  }

  @Override
  public void assume(boolean holds) {
    if (!holds) {
      perform(failure(Failure.CUT));
    }
  }

  @Override
  public Output output(String name) {
    checkOpen("output " + name);
    if (!outputNames.add(name)) {
      throw new ModelException("outputs have different names: output=" + name);
    }
    if (!showsOutputs) {
      return Output.NONE;
    }
    outputVariables.set(variables().size());
    RememberedOutput output = new RememberedOutput(name, valueCell("output " + name, List.of()));
    outputs.add(output);
    return output;
  }

  /** Whether what code shows is remembered. */
  public boolean showsOutputs() {
    return showsOutputs;
  }

  /** What code has shown, for what is observed of an end. */
  public Stream<Property.Observable> outputs() {
    return outputs.stream().map(RememberedOutput::observable);
  }

  /** Whether a variable remembers what code shows: one that the code does not know of. */
  public boolean isOutput(int variable) {
    return outputVariables.get(variable);
  }

  @Override
  public void fence(Fence fence) {
    perform(new Op(Op.Kind.FENCE, Variables.NONE, variables().values().number(fence), 0, null));
  }

  @Override
  public <R extends @Nullable Object> R call(Supplier<R> body) {
    return performer.call(body);
  }

  @Override
  public <S, R extends @Nullable Object> R loop(S initial, Function<S, Iteration<S, R>> body) {
    return execution == null ? Iteration.run(initial, body) : execution.loop(initial, body);
  }

  @Override
  public void debugAssert(boolean holds, String text) {
    if (!holds && performer.assertionsCount()) {
      perform(
          failure(
              new Failure(
                  BuiltInProperty.DEBUG_ASSERTION, "debug build: assertion failed: " + text)));
    }
  }
}
