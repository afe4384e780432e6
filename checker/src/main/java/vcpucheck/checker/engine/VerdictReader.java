package vcpucheck.checker.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Result;
import vcpucheck.checker.SlabUse;
import vcpucheck.checker.Stats;
import vcpucheck.checker.Validation;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.engine.automaton.Validator;
import vcpucheck.checker.engine.base.CancellationCheck;
import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.graph.PathCounter;
import vcpucheck.checker.engine.replay.LivenessTrail;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.memory.BuiltInProperty;

/** Interprets a search: the verdict, its counterexample, and what was covered. */
final class VerdictReader {
  private final Options options;
  private final TransitionSystem system;
  private final Stopwatch clock;
  private final CancellationCheck cancellation;

  VerdictReader(
      Options options, TransitionSystem system, Stopwatch clock, CancellationCheck cancellation) {
    this.options = options;
    this.system = system;
    this.clock = clock;
    this.cancellation = cancellation;
  }

  /**
   * The result of a search.
   *
   * @throws vcpucheck.checker.model.ModelException if validation finds the model wrong
   */
  Result result(Exploration exploration) {
    CounterexampleBuilder counterexamples = new CounterexampleBuilder(options, system, exploration);
    Optional<LivenessTrail> endless =
        exploration.finding().isPresent()
            ? Optional.empty()
            : findInGraph(exploration, counterexamples);
    Optional<Validation> validation =
        options.validate() && exploration.stopped().isEmpty()
            ? Optional.of(validate())
            : Optional.empty();
    Verdict verdict =
        exploration
            .finding()
            .map(counterexamples::of)
            .or(() -> endless.map(counterexamples::of))
            .<Verdict>map(Verdict.Violated::new)
            .orElseGet(
                () -> isExhausted(exploration) ? exhausted(exploration) : incomplete(exploration));
    Interleavings interleavings =
        isComplete(exploration) ? count(exploration) : new Interleavings.Unknown();
    Stats stats =
        new Stats(
            exploration.states(),
            exploration.transitions(),
            exploration.depth(),
            exploration.ends(),
            exploration.cuts(),
            system.vcpus().nodes(),
            interleavings,
            validation);
    return new Result(
        verdict,
        stats,
        clock.elapsed(),
        slabs(exploration),
        options.memory(),
        new CoverageReader(system, options.memory()).read(exploration));
  }

  private List<SlabUse> slabs(Exploration exploration) {
    return IntStream.range(0, system.variables().heaps())
        .mapToObj(slab -> slab(slab, exploration.symmetries().slots()))
        .toList();
  }

  private SlabUse slab(int number, boolean isExchanged) {
    Variables.Heap slab = system.variables().heap(number);
    Optional<HeapSymmetry> heap = system.codec().heap();
    int movable = heap.map(symmetry -> symmetry.movableOf(number).length).orElse(0);
    return new SlabUse(
        slab.name(),
        slab.capacity(),
        slab.reuse(),
        isExchanged && movable > 1 ? movable : 0,
        heap.map(symmetry -> symmetry.toldApart(number)).orElse(List.of()));
  }

  /** Checks the code under test; what it did so far first, for that is not repeated. */
  private Validation validate() {
    system.vcpus().requireOrder();
    system.vcpus().requireUnchangedCaptures();
    Validation validation =
        system.vcpus().distinct().stream()
            .map(code -> new Validator(code, system.vcpus()::requireUnchangedCaptures))
            .map(validator -> new Validation(validator.validate(), validator.merged()))
            .reduce(new Validation(0, 0), Validation::plus);
    system.vcpus().requireUnchangedCaptures();
    return validation;
  }

  private Interleavings count(Exploration exploration) {
    if (!isSequential()
        || exploration.graph().isEmpty()
        || exploration.states() > options.countedStates()) {
      return new Interleavings.Unknown();
    }
    try {
      return new PathCounter(exploration.graph().get(), cancellation).count();
    } catch (OutOfMemoryError | ArithmeticException | CancellationException e) {
      return new Interleavings.Unknown();
    }
  }

  /** Whether every state was expanded, but for wrong ones. */
  boolean isComplete(Exploration exploration) {
    return isExhausted(exploration) && (exploration.finding().isEmpty() || options.keepGoing());
  }

  /** The properties of the graph, if it was not judged because a state is wrong. */
  List<String> notJudged(Exploration exploration) {
    boolean isBeside = exploration.finding().isPresent();
    return Stream.of(
            named(isBeside && system.properties().wantsProgress(), BuiltInProperty.NO_LIVELOCK),
            named(isBeside && system.properties().wantsLockFree(), BuiltInProperty.LOCK_FREE),
            named(isBeside && system.properties().wantsNoStuck(), BuiltInProperty.NO_STUCK_VCPU))
        .flatMap(names -> names)
        .toList();
  }

  private static Stream<String> named(boolean isMeant, BuiltInProperty property) {
    return isMeant ? Stream.of(property.label()) : Stream.empty();
  }

  private boolean isExhausted(Exploration exploration) {
    return exploration.stopped().isEmpty()
        && exploration.frontier().isExhaustive()
        && system.machine().gap().isEmpty();
  }

  /** What is wrong with a whole graph, though with no state of it. */
  private Optional<LivenessTrail> findInGraph(
      Exploration exploration, CounterexampleBuilder counterexamples) {
    if (!isExhausted(exploration)) {
      return Optional.empty();
    }
    try {
      return new LivenessReader(system, exploration, counterexamples, cancellation, isSequential())
          .find();
    } catch (CancellationException e) {
      exploration.stop("it was interrupted");
    } catch (OutOfMemoryError e) {
      exploration.stop(Verdict.Incomplete.outOfMemory().reason());
    }
    return Optional.empty();
  }

  /** The verdict if no interleaving is wrong, and all have been explored. */
  private Verdict exhausted(Exploration exploration) {
    double states = exploration.states();
    double missProbability =
        exploration.store().isExact() ? 0 : states * states / Math.pow(2, Long.SIZE + 1);
    return unmet(exploration)
        .findFirst()
        .<Verdict>map(name -> neverMet(name, exploration.states()))
        .orElseGet(
            () ->
                exploration.ends() == 0 && exploration.cuts() > 0
                    ? allCut(exploration)
                    : new Verdict.Verified(missProbability, undecided(exploration)));
  }

  private static Verdict allCut(Exploration exploration) {
    return new Verdict.Incomplete(
        "no interleaving comes to its end, because assumptions cut all of them off: cut off in "
            + exploration.cuts()
            + " states; assume less");
  }

  /** The properties that this kind of search cannot decide. */
  private List<String> undecided(Exploration exploration) {
    boolean isStuckUndecided =
        system.properties().wantsNoStuck()
            && exploration.waiting().isEmpty()
            && system.vcpus().mayWait();
    boolean isEndlessUndecided = system.properties().wantsLockFree() && !isSequential();
    return Stream.concat(
            named(isStuckUndecided, BuiltInProperty.NO_STUCK_VCPU),
            named(isEndlessUndecided, BuiltInProperty.LOCK_FREE))
        .toList();
  }

  private boolean isSequential() {
    return options.memory() == MemoryModel.SC;
  }

  /** The conditions that should hold in some reachable state, and hold in none. */
  Stream<String> unmet(Exploration exploration) {
    return isExhausted(exploration) ? system.properties().unmet().stream() : Stream.empty();
  }

  static Verdict.Violated neverMet(String property, long states) {
    return new Verdict.Violated(
        property, "it holds in no reachable state: states=" + states, Optional.empty());
  }

  private Verdict incomplete(Exploration exploration) {
    return new Verdict.Incomplete(
        exploration
            .stopped()
            .map(why -> why + growth(exploration))
            .or(() -> system.machine().gap())
            .orElse("random walks do not cover every interleaving, however many there are"));
  }

  /** What makes it doubtful that more time or memory would help. */
  private static String growth(Exploration exploration) {
    try {
      return exploration.growth().map(sentence -> "; it may never end: " + sentence).orElse("");
    } catch (OutOfMemoryError e) {
      return "";
    }
  }
}
