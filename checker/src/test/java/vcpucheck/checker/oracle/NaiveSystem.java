package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Schedule;

/** A model as a transition system: its states, what is wrong with them, and how they go on. */
final class NaiveSystem {
  private static final int STEPS_WITHOUT_OPERATION = 1_000;

  /**
   * Where one vCPU is.
   *
   * @param state the local state of the step that the history starts in
   * @param history what was observed since
   * @param next what it does next: follows from the other two
   */
  record Local(Object state, List<History.Entry> history, Pending next) {
    boolean hasEnded() {
      return next instanceof Pending.Ended;
    }
  }

  /** Where everything is. */
  record State(Store store, List<Local> locals) {}

  /** How a state goes on: with another state, or with a violation. */
  sealed interface Transition {
    /** With another state. */
    record To(State state) implements Transition {}

    /** With a violation. */
    record Fails(Problem problem) implements Transition {}
  }

  private final NaiveMemory memory = new NaiveMemory();
  private final Program program;
  private final boolean forgets;

  /** What each vCPU has observed before its first operation: the scopes that it begins with. */
  private final List<List<History.Entry>> heads;

  /**
   * Builds a model.
   *
   * @param forgets whether steps and scopes forget what they say that they forget
   */
  NaiveSystem(Model model, boolean forgets) {
    this.program = model.build(memory);
    this.forgets = forgets;
    memory.allowAllocationFailures(program.allocationFailures());
    heads = initial().locals().stream().map(Local::history).toList();
  }

  State initial() {
    Store store = memory.initialStore();
    List<Local> locals = new ArrayList<>();
    for (int vcpu = 0; vcpu < program.vcpus().size(); vcpu++) {
      locals.add(advance(vcpu, program.vcpus().get(vcpu).start(), List.of(), store));
    }
    return new State(store, List.copyOf(locals));
  }

  /** Whether every vCPU but daemons has ended. */
  boolean hasEnded(State state) {
    return vcpus().allMatch(vcpu -> isDaemon(vcpu) || state.locals().get(vcpu).hasEnded());
  }

  /** Whether besides every daemon has ended, waits for a value, or is about to begin. */
  boolean isAtRest(State state) {
    return hasEnded(state)
        && vcpus().allMatch(vcpu -> state.locals().get(vcpu).hasEnded() || rests(vcpu, state));
  }

  /** Whether a vCPU has ended or is a daemon at rest. */
  boolean isAtRest(int vcpu, State state) {
    return state.locals().get(vcpu).hasEnded() || (isDaemon(vcpu) && rests(vcpu, state));
  }

  /** Whether nothing is looked at that follows a state. */
  static boolean isCut(State state) {
    return state.locals().stream().anyMatch(local -> local.next() instanceof Pending.Cut);
  }

  /** Whether a property is asked for. */
  boolean wants(Class<? extends Property> kind) {
    return program.properties().stream().anyMatch(kind::isInstance);
  }

  int vcpuCount() {
    return program.vcpus().size();
  }

  private boolean rests(int daemon, State state) {
    Local local = state.locals().get(daemon);
    if (!(local.next() instanceof Operation operation)) {
      return false;
    }
    boolean isBlocked = !operation.isEnabled(state.store());
    boolean isAtHead =
        local.state().equals(program.vcpus().get(daemon).start())
            && local.history().equals(heads.get(daemon));
    return operation.role() == Operation.Role.AWAITS ? isBlocked : isAtHead && !isBlocked;
  }

  private IntStream vcpus() {
    return IntStream.range(0, program.vcpus().size());
  }

  boolean isDaemon(int vcpu) {
    return program.vcpus().get(vcpu).isDaemon();
  }

  /** Everything that can happen next, in order of vCPUs and alternatives. */
  List<Transition> transitions(State state) {
    return choices(state).stream().map(choice -> transition(state, choice)).toList();
  }

  /** The choices that are open, in order of vCPUs and alternatives. */
  List<Schedule.Choice> choices(State state) {
    List<Schedule.Choice> choices = new ArrayList<>();
    for (int vcpu = 0; vcpu < state.locals().size() && !isCut(state); vcpu++) {
      if (state.locals().get(vcpu).next() instanceof Operation operation
          && operation.isEnabled(state.store())) {
        for (int alternative : operation.alternativesIn(state.store())) {
          choices.add(new Schedule.Choice(vcpu, alternative));
        }
      }
    }
    return choices;
  }

  /**
   * What one choice leads to.
   *
   * @throws IllegalArgumentException if the choice is not open
   */
  Transition transition(State state, Schedule.Choice choice) {
    if (state.locals().get(choice.vcpu()).next() instanceof Operation operation
        && operation.isEnabled(state.store())
        && operation.alternativesIn(state.store()).contains(choice.alternative())) {
      return perform(state, choice.vcpu(), operation, choice.alternative());
    }
    throw new IllegalArgumentException("the vCPU cannot do this now: " + choice);
  }

  /** What is wrong with a state. */
  Set<Problem> problems(State state) {
    Set<Problem> problems =
        new TreeSet<>(Comparator.comparing(Problem::property).thenComparing(Problem::message));
    for (int vcpu = 0; vcpu < state.locals().size(); vcpu++) {
      Pending next = state.locals().get(vcpu).next();
      if (next instanceof Pending.Failed failed) {
        problems.add(failed.problem());
      } else if (next instanceof Operation operation
          && operation.releasesInVain(state.store(), vcpu)) {
        problems.add(
            new Problem(
                BuiltInProperty.LOCK_DISCIPLINE.label(), "not its own lock: " + operation.name()));
      }
    }
    if (problems.isEmpty() && isStuck(state)) {
      problems.add(
          new Problem(BuiltInProperty.DEADLOCK.label(), "every vCPU that has not ended waits"));
    }
    if (IntStream.range(0, state.locals().size()).anyMatch(vcpu -> waitsForItself(vcpu, state))) {
      problems.add(new Problem(BuiltInProperty.DEADLOCK.label(), "vCPUs wait for their own locks"));
    }
    memory.inspect(state.store());
    for (Property property : program.properties()) {
      problem(property, state)
          .ifPresent(message -> problems.add(new Problem(property.name(), message)));
    }
    memory.inspect(null);
    return problems;
  }

  /** The conditions that should hold in some state and hold in this one. */
  Set<String> met(State state) {
    memory.inspect(state.store());
    Set<String> met = new TreeSet<>();
    for (Property property : program.properties()) {
      if (property instanceof Property.Sometimes sometimes
          && sometimes.condition().getAsBoolean()) {
        met.add(sometimes.name());
      }
    }
    memory.inspect(null);
    return met;
  }

  /** The conditions that should hold in some state. */
  Set<String> toBeMet() {
    Set<String> names = new TreeSet<>();
    for (Property property : program.properties()) {
      if (property instanceof Property.Sometimes) {
        names.add(property.name());
      }
    }
    return names;
  }

  NaiveMemory memory() {
    return memory;
  }

  Map<String, String> describe(State state) {
    return memory.describe(state.store());
  }

  private Transition perform(State state, int vcpu, Operation operation, int alternative) {
    Store store = state.store().copy();
    Object observed;
    try {
      observed = operation.run(store, vcpu, alternative);
    } catch (ViolationException violation) {
      return new Transition.Fails(Problem.of(violation));
    }
    Local before = state.locals().get(vcpu);
    List<History.Entry> history = new ArrayList<>(before.history());
    history.add(new History.Answer(observed));
    List<Local> locals = new ArrayList<>(state.locals());
    locals.set(vcpu, advance(vcpu, before.state(), history, store));
    return new Transition.To(new State(store, List.copyOf(locals)));
  }

  /** Runs a vCPU's code against what it has observed, up to what it does next. */
  private Local advance(int vcpu, Object start, List<History.Entry> observed, Store store) {
    History history = new History(observed, forgets);
    Object root = start;
    Object state = start;
    memory.replay(history);
    try {
      for (int steps = 0; steps < STEPS_WITHOUT_OPERATION; steps++) {
        Optional<?> after = step(program.vcpus().get(vcpu), state);
        if (history.isRead() && memory.holdsLock(store, vcpu)) {
          return new Local(
              root,
              history.entries(),
              new Pending.Failed(
                  new Problem(
                      BuiltInProperty.LOCK_DISCIPLINE.label(),
                      "a lock is held at the end of a step")));
        }
        if (forgets) {
          history.clear();
        }
        if (after.isEmpty()) {
          return new Local(forgets ? "ended" : root, history.entries(), new Pending.Ended());
        }
        state = after.get();
        root = forgets ? state : root;
      }
      throw new IllegalStateException("steps without operations, for ever: state=" + state);
    } catch (History.Suspended suspended) {
      return new Local(root, history.entries(), suspended.operation());
    } catch (CutException cut) {
      return new Local(root, history.entries(), new Pending.Cut());
    } catch (ViolationException violation) {
      return new Local(root, history.entries(), new Pending.Failed(Problem.of(violation)));
    } finally {
      memory.replay(null);
    }
  }

  @SuppressWarnings("unchecked") // a vCPU's states are all of its own type
  private static <L> Optional<L> step(Vcpu<L> vcpu, Object state) {
    return vcpu.step().run((L) state);
  }

  private boolean isStuck(State state) {
    return !isAtRest(state)
        && !isCut(state)
        && state.locals().stream()
            .noneMatch(
                local ->
                    local.next() instanceof Operation operation
                        && operation.isEnabled(state.store()));
  }

  /** Whether going from each vCPU to the holder of the lock that it waits for leads back. */
  private static boolean waitsForItself(int vcpu, State state) {
    OptionalInt holder = OptionalInt.of(vcpu);
    for (int steps = 0; steps < state.locals().size() && holder.isPresent(); steps++) {
      holder =
          state.locals().get(holder.getAsInt()).next() instanceof Operation operation
              ? operation.holder(state.store())
              : OptionalInt.empty();
      if (holder.isPresent() && holder.getAsInt() == vcpu) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> problem(Property property, State state) {
    if (property instanceof Property.Always always) {
      return always.check().problem();
    }
    if (property instanceof Property.AtEnd atEnd) {
      return isAtRest(state) ? atEnd.check().problem() : Optional.empty();
    }
    if (property instanceof Property.NoLeak noLeak) {
      return isAtRest(state) ? leak(noLeak.slabs(), state.store()) : Optional.empty();
    }
    if (property instanceof Property.NoDataRace) {
      return race(state);
    }
    return Optional.empty(); // no finite tree of executions has a livelock
  }

  private static Optional<String> leak(List<Slab<?>> slabs, Store store) {
    return slabs.stream().anyMatch(slab -> ((NaiveSlab<?>) slab).leaks(store))
        ? Optional.of("a slot is still allocated at the end")
        : Optional.empty();
  }

  private static Optional<String> race(State state) {
    List<Operation> next = new ArrayList<>();
    for (Local local : state.locals()) {
      if (local.next() instanceof Operation operation && !operation.isDead(state.store())) {
        for (Operation other : next) {
          if (operation.races(other)) {
            return Optional.of(other.name() + " races with " + operation.name());
          }
        }
        next.add(operation);
      }
    }
    return Optional.empty();
  }
}
