package vcpucheck.checker.engine.property;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.SimulatedMemory;
import vcpucheck.checker.engine.automaton.StateReader;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OpText;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;

/** Tells what is wrong with states and transitions. */
public final class PropertyChecker {
  /** Stands for an answer that needs code to be run. */
  public static final Failure UNDECIDED = new Failure("", "");

  private final SimulatedMemory memory;
  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final List<PredicateTree> always = new ArrayList<>();
  private final List<PredicateTree> atEnd = new ArrayList<>();
  private final ReachableConditions reachable;

  /** Invariants, properties of the end, reachable conditions. */
  private final List<PredicateTree> predicates = new ArrayList<>();

  private final Observables observables;

  private final @Nullable RaceDetector races;
  private final WaitForGraph waits;
  private final Termination termination;
  private final boolean wantsProgress;
  private final boolean wantsLockFree;
  private final boolean wantsNoStuck;
  private final boolean[] observed;

  /** Of operations that vCPUs come to: a state with none of these has nothing to be looked at. */
  private final int traits;

  private final boolean looksAtEach;

  public PropertyChecker(
      SimulatedMemory memory, MemoryMachine machine, Vcpus vcpus, Program program) {
    this.memory = memory;
    this.machine = machine;
    this.vcpus = vcpus;
    observed = new boolean[memory.variables().size()];
    List<PredicateTree> sometimes = predicates(program);
    observables = new Observables(memory, machine, program);
    termination = new Termination(memory.variables(), machine, vcpus);
    waits = new WaitForGraph(memory.variables(), machine, vcpus);
    races =
        wants(program, Property.NoDataRace.class) && !machine.findsRaces()
            ? new RaceDetector(memory.variables(), machine, vcpus)
            : null;
    wantsProgress = wants(program, Property.NoLivelock.class);
    wantsLockFree = wants(program, Property.LockFree.class);
    wantsNoStuck = wants(program, Property.NoStuckVcpu.class);
    reachable = new ReachableConditions(sometimes);
    predicates.addAll(always);
    predicates.addAll(atEnd);
    predicates.addAll(sometimes);
    traits =
        OperationTable.FAILS
            | OperationTable.LOCKS
            | (atEnd.isEmpty() ? 0 : OperationTable.ENDS)
            | (races == null ? 0 : OperationTable.ACCESSES);
    looksAtEach =
        wantsLockFree
            || machine.hasOwnSteps()
            || waits.looksAtEach()
            || (races != null && races.looksAtEach())
            || (termination.hasDaemons() && !atEnd.isEmpty());
  }

  /** Makes the predicates of properties, and answers with those of conditions to be reached. */
  private List<PredicateTree> predicates(Program program) {
    List<PredicateTree> sometimes = new ArrayList<>();
    for (Property property : program.properties()) {
      if (property instanceof Property.Always invariant) {
        always.add(predicate(invariant.name(), invariant.check(), observed));
      } else if (property instanceof Property.AtEnd end) {
        atEnd.add(predicate(end.name(), end.check(), new boolean[observed.length]));
      } else if (property instanceof Property.NoLeak leak) {
        atEnd.add(predicate(leak.name(), () -> leaked(leak.slabs()), new boolean[observed.length]));
      } else if (property instanceof Property.Sometimes some) {
        Property.Check check = () -> ReachableConditions.report(some.condition());
        sometimes.add(predicate(some.name(), check, observed));
      }
    }
    return sometimes;
  }

  private static boolean wants(Program program, Class<? extends Property> kind) {
    return program.properties().stream().anyMatch(kind::isInstance);
  }

  private PredicateTree predicate(String name, Property.Check check, boolean[] reads) {
    return new PredicateTree(memory, machine, name, check, reads);
  }

  /** Whether a data race is a violation. */
  public boolean wantsNoRaces() {
    return races != null;
  }

  /** How often the Java code of a predicate has run. */
  public int observations() {
    int leaves = 0;
    for (PredicateTree predicate : predicates) {
      leaves += predicate.leaves();
    }
    return leaves;
  }

  /** What the model shows at its end. */
  public Observables observables() {
    return observables;
  }

  /** The variables that invariants and reachable conditions have read so far. */
  public boolean[] observed() {
    return observed;
  }

  /**
   * What a predicate reads of a state in which it finds something wrong.
   *
   * @param property the predicate's name
   * @param codes the code of each variable in the state
   * @return empty if there is no such predicate, or it finds nothing wrong
   */
  public Optional<Set<Integer>> wrongReads(String property, IntUnaryOperator codes) {
    return predicates.stream()
        .filter(predicate -> predicate.name().equals(property))
        .map(
            predicate -> {
              StateReader reader = new StateReader(memory.variables(), codes);
              return predicate.isWrong(reader) ? reader.read() : Set.<Integer>of();
            })
        .filter(read -> !read.isEmpty())
        .findFirst();
  }

  /** Which states are ends. */
  public Termination termination() {
    return termination;
  }

  /** Whether a livelock is a violation. */
  public boolean wantsProgress() {
    return wantsProgress;
  }

  /** Whether it is a violation if a vCPU can never go on. */
  public boolean wantsNoStuck() {
    return wantsNoStuck;
  }

  /** Whether it is a violation to wait, or to go round for ever. */
  public boolean wantsLockFree() {
    return wantsLockFree;
  }

  /** Whether an interleaving that has come to a state is not looked at further. */
  public boolean isCut(long[] state) {
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      if (Failure.CUT.equals(failed(vcpu, machine.node(state, 0, vcpu)))) {
        return true;
      }
    }
    return false;
  }

  /** What is wrong with the state at the start; null if nothing is. */
  public @Nullable Failure start(long[] state) {
    reachable.start(state);
    boolean isCut = false;
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      @Nullable Failure failure = failed(vcpu, machine.node(state, 0, vcpu));
      if (failure != null && failure.isViolation()) {
        return failure;
      }
      isCut |= failure != null;
    }
    for (PredicateTree predicate : always) {
      @Nullable Failure failure = predicate.evaluate(state, 0, true);
      if (failure != null) {
        return failure;
      }
    }
    @Nullable Failure failure = termination.isAtRest(state, 0) ? end(state, 0, true) : null;
    if (failure == null && races != null) {
      failure = races.find(state, 0);
    }
    if (failure == null) {
      failure = waits.find(state, 0);
    }
    return failure == null && isCut ? Failure.CUT : failure;
  }

  /**
   * What is wrong with the state that a transition leads to; null if nothing is. The state that it
   * comes from has been judged.
   *
   * @param mayRun whether code may be run; if not, the answer may be {@link #UNDECIDED}, and
   *     several threads may ask at once
   */
  public @Nullable Failure target(Transitions transitions, int index, boolean mayRun) {
    return isConcerned(transitions, index) ? look(transitions, index, mayRun) : null;
  }

  private boolean isConcerned(Transitions transitions, int index) {
    return looksAtEach
        || vcpus.table(transitions.vcpu(index)).hasAny(traits, transitions.node(index))
        || transitions.mayChange(index, observed);
  }

  private @Nullable Failure look(Transitions transitions, int index, boolean mayRun) {
    if (!reachable.look(transitions, index, mayRun)) {
      return UNDECIDED;
    }
    @Nullable Failure failure = failed(transitions.vcpu(index), transitions.node(index));
    if (failure != null && failure.isViolation()) {
      return failure;
    }
    boolean isCut = failure != null;
    int offset = transitions.offset(index);
    for (PredicateTree predicate : always) {
      if (predicate.mayFail(transitions, index)) {
        failure = predicate.evaluate(transitions.states(), offset, mayRun);
        if (failure != null) {
          return failure;
        }
      }
    }
    boolean isEnd = !atEnd.isEmpty() && termination.isAtRest(transitions, index);
    failure = isEnd ? end(transitions.states(), offset, mayRun) : null;
    if (failure == null && races != null) {
      failure = races.find(transitions, index);
    }
    if (failure == null && !isCut) {
      return waits.find(transitions, index);
    }
    return failure == null && isCut ? Failure.CUT : failure;
  }

  /**
   * Checks that properties do not tell apart the slots that a search has exchanged.
   *
   * @throws vcpucheck.checker.machine.state.Asymmetry if one does
   */
  public void validateSlots() {
    SlotExchange exchange = new SlotExchange(memory, machine.codec());
    for (PredicateTree predicate : predicates) {
      exchange.validate(predicate, !reachable.has(predicate));
    }
  }

  /** Forgets which conditions have been met: the search that met them was of another program. */
  public void forgetMet() {
    reachable.forget();
  }

  /** Tells a log of all Java code of properties that runs from now on. */
  public void setListener(PredicateListener listener) {
    for (int number = 0; number < predicates.size(); number++) {
      int predicate = number;
      predicates.get(number).setListener(codes -> listener.ran(predicate, codes));
    }
  }

  /** Runs the Java code of a property again; see {@link PredicateListener}. */
  public void rerun(int predicate, int[] codes) {
    predicates.get(predicate).rerun(codes);
  }

  /** The reachable conditions that no state has satisfied so far. */
  public List<String> unmet() {
    return reachable.unmet();
  }

  /** Adds the numbers of the reachable conditions that have been met. */
  public void collectMet(BitSet into) {
    reachable.collectMet(into);
  }

  /** Says that reachable conditions were met elsewhere. */
  public void meet(BitSet numbers) {
    reachable.meet(numbers);
  }

  /** Called between two batches: what has been met need not be looked for any more. */
  public void settle() {
    reachable.settle();
  }

  /** Writes all that is known of the properties. */
  public void describe(DataOutput out) throws IOException {
    out.writeInt(always.size());
    out.writeInt(atEnd.size());
    out.writeBoolean(races != null);
    out.writeBoolean(wantsProgress);
    out.writeBoolean(wantsLockFree);
    out.writeBoolean(wantsNoStuck);
    for (PredicateTree predicate : predicates) {
      predicate.describe(out);
    }
  }

  /** Writes what the search has met. */
  public void save(DataOutput out) throws IOException {
    reachable.save(out);
  }

  /** Reads what was saved. */
  public void restore(DataInput in) throws IOException {
    reachable.restore(in);
  }

  /**
   * Shows what must hold in every state, or at the end, as far as it has been asked; one predicate
   * after the other.
   */
  public void show(boolean isOfEnd, DecisionVisitor visitor) {
    (isOfEnd ? atEnd : always).forEach(predicate -> predicate.show(visitor));
  }

  /** What is wrong with a vCPU's being at a node, or {@link Failure#CUT}; null if nothing is. */
  public @Nullable Failure failed(int vcpu, int node) {
    OperationTable code = vcpus.table(vcpu);
    if (wantsLockFree && mayWaitForOthers(vcpu, code.op(node).kind())) {
      return new Failure(
          BuiltInProperty.LOCK_FREE,
          vcpus.name(vcpu)
              + " may have to wait: it wants to "
              + OpText.of(code.op(node), memory.variables()));
    }
    return code.isFailure(node)
        ? (Failure) memory.variables().values().nonNull(code.op(node).a())
        : null;
  }

  /** A daemon that waits for a value is idle, and waits for nothing that others keep from it. */
  private boolean mayWaitForOthers(int vcpu, Op.Kind kind) {
    return kind.waits() && (kind == Op.Kind.LOCK || !vcpus.isDaemon(vcpu));
  }

  /** What is wrong with an end; null if nothing is. */
  private @Nullable Failure end(long[] states, int offset, boolean mayRun) {
    for (PredicateTree predicate : atEnd) {
      @Nullable Failure failure = predicate.evaluate(states, offset, mayRun);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  /**
   * What is wrong with a faulty transition.
   *
   * @param states holds the state that it leaves
   */
  public Failure fault(Transitions transitions, int index, long[] states) {
    int vcpu = transitions.vcpu(index);
    Op op = vcpus.table(vcpu).op(machine.node(states, 0, vcpu));
    String object = OpText.object(op, memory.variables());
    String frees = vcpus.name(vcpu) + " frees " + object;
    String wants = vcpus.name(vcpu) + " wants to " + OpText.verb(op) + " " + object;
    return switch (transitions.fault(index)) {
      case NONE -> throw new AssertionError("checker bug: nothing is wrong with a transition");
      case USE_AFTER_FREE ->
          unsafe("use after free: " + wants + ", which is not allocated at that moment");
      case DOUBLE_FREE ->
          unsafe("double free: " + frees + ", which is not allocated at that moment");
      case UNORDERED_USE ->
          unsafe("use before allocation: " + wants + ", and nothing orders that after it");
      case UNORDERED_FREE ->
          unsafe(
              "use after free: "
                  + frees
                  + ", and nothing orders that after another's access to it");
      case DATA_RACE ->
          new Failure(
              BuiltInProperty.NO_DATA_RACE,
              "data race: " + wants + ", and nothing orders that after another's access to it");
    };
  }

  private static Failure unsafe(String how) {
    return new Failure(BuiltInProperty.MEMORY_SAFETY, how);
  }

  /**
   * What is wrong with a state that no transition leaves; null if every vCPU has ended or is a
   * daemon at rest.
   *
   * @param states holds the state
   */
  public @Nullable Failure deadEnd(long[] states) {
    if (termination.isAtRest(states, 0) || !machine.isSettled(states, 0)) {
      return null;
    }
    List<String> waits = new ArrayList<>();
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      int node = machine.node(states, 0, vcpu);
      if (!termination.isAtRest(vcpu, states, 0)) {
        waits.add(waiting(vcpu, vcpus.table(vcpu).op(node), states));
      }
    }
    return new Failure(BuiltInProperty.DEADLOCK, "deadlock: " + String.join(", ", waits));
  }

  /**
   * That a vCPU can never go on.
   *
   * @param states holds the state in which it waits
   */
  public Failure stuck(int vcpu, long[] states) {
    Op op = vcpus.table(vcpu).op(machine.node(states, 0, vcpu));
    return new Failure(
        BuiltInProperty.NO_STUCK_VCPU,
        waiting(vcpu, op, states) + wanted(op) + ", and can never go on, whatever the others do");
  }

  private String wanted(Op op) {
    String value = memory.variables().text(op.variable(), op.a());
    return switch (op.kind()) {
      case AWAIT -> " to be " + value;
      case AWAIT_NOT -> " to be other than " + value;
      default -> "";
    };
  }

  private String waiting(int vcpu, Op op, long[] states) {
    Variables variables = memory.variables();
    String text = vcpus.name(vcpu) + " waits for " + variables.variable(op.variable()).name();
    return op.kind() == Op.Kind.LOCK
        ? text + holder(op.variable(), states).map(name -> " held by " + name).orElse("")
        : text;
  }

  private Optional<String> holder(int lock, long[] states) {
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      if (vcpus.automaton(vcpu).holds(machine.node(states, 0, vcpu), lock)) {
        return Optional.of(vcpus.name(vcpu));
      }
    }
    return Optional.empty();
  }

  private Optional<String> leaked(List<Slab<?>> slabs) {
    return slabs.stream().map(this::leakedFrom).flatMap(Optional::stream).findFirst();
  }

  private <T> Optional<String> leakedFrom(Slab<T> slab) {
    for (int index = 0; index < slab.capacity(); index++) {
      T slot = slab.slot(index);
      if (slab.isAllocated(slot)) {
        return Optional.of(
            "leak: "
                + memory.variables().objectText(memory.variables().values().number(slot))
                + " is still allocated at the end");
      }
    }
    return Optional.empty();
  }
}
