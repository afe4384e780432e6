package vcpucheck.checker.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.Monitor;
import vcpucheck.checker.Options;
import vcpucheck.checker.Result;
import vcpucheck.checker.Stats;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.ScMachine;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Schedule;

/** One model, compiled as far as it was explored. Used by one thread. */
public final class Engine {
  private final Options options;
  private final SimulatedMemory memory;
  private final Program program;
  private final Vcpus vcpus;
  private final Machine machine;
  private final Judge judge;

  /**
   * Builds a model.
   *
   * @param abandonment told that code under test cannot be stopped; must not return
   * @throws ModelException if the model is wrong
   */
  public Engine(Model model, Options options, Consumer<ModelException> abandonment) {
    this.options = options;
    memory = new SimulatedMemory(abandonment);
    program = model.build(memory);
    memory.seal();
    memory.variables().setStart(memory.variables().budget(), program.allocationFailures());
    vcpus = new Vcpus(memory, program, options.build() == Options.Build.DEBUG);
    machine = new ScMachine(memory.variables(), vcpus.codes(), vcpus.startNodes());
    judge = new Judge(memory, machine, vcpus, program);
  }

  /**
   * Explores the model.
   *
   * @throws ModelException if the model is wrong
   */
  public Result explore(Monitor monitor) {
    long started = System.nanoTime();
    Exploration exploration =
        new Exploration(
            machine, store(), frontier(), judge, options.limits(), monitor, System::nanoTime);
    exploration.run();
    boolean covered =
        exploration.finding().isEmpty()
            && exploration.stopped().isEmpty()
            && exploration.frontier().isExhaustive();
    Optional<Finding> finding = covered ? livelock(exploration) : exploration.finding();
    if (options.validate()) {
      vcpus.distinct().forEach(automaton -> new Validator(automaton).validate());
    }
    Verdict verdict =
        finding
            .<Verdict>map(found -> new Verdict.Violated(counterexample(exploration, found)))
            .orElseGet(() -> covered ? verified(exploration) : incomplete(exploration));
    Interleavings interleavings =
        covered ? new PathCounter(exploration.graph()).count() : new Interleavings.Unknown();
    Stats stats =
        new Stats(
            exploration.states(),
            exploration.transitions(),
            exploration.depth(),
            exploration.ends(),
            vcpus.nodes(),
            interleavings);
    return new Result(verdict, stats, Duration.ofNanos(System.nanoTime() - started));
  }

  private StateStore store() {
    return switch (options.store()) {
      case EXACT -> new ExactStore(machine, options.limits().bytes());
      case FINGERPRINT -> new FingerprintStore(machine, options.limits().bytes());
    };
  }

  private Frontier frontier() {
    return switch (options.order()) {
      case BFS -> new FifoFrontier();
      case DFS -> new LifoFrontier();
      case PREEMPTIONS -> new SwitchFrontier();
      case RANDOM -> new RandomFrontier(options.seed());
    };
  }

  private Optional<Finding> livelock(Exploration exploration) {
    if (!judge.wantsProgress()) {
      return Optional.empty();
    }
    StateGraph graph = exploration.graph();
    OptionalInt hopeless = new LivelockFinder(graph).find(state -> graph.degree(state) == 0);
    return hopeless.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Failure.LIVELOCK,
                exploration.frontier().pathTo(hopeless.getAsInt()),
                Finding.NONE,
                0));
  }

  private static Verdict verified(Exploration exploration) {
    double states = exploration.states();
    return new Verdict.Verified(
        exploration.store().isExact() ? 0 : states * states / Math.pow(2, Long.SIZE + 1));
  }

  private static Verdict incomplete(Exploration exploration) {
    return new Verdict.Incomplete(
        exploration
            .stopped()
            .orElse("random walks do not cover every interleaving, however many there are"));
  }

  private Counterexample counterexample(Exploration exploration, Finding found) {
    Finding finding = found;
    if (exploration.frontier() instanceof FifoFrontier fifo && exploration.store().isExact()) {
      finding =
          new ShortestPaths(machine, exploration.store(), exploration.graph(), fifo)
              .fewestSwitches(found);
    }
    Schedule schedule = new Witness(machine, exploration.store(), vcpus.count()).schedule(finding);
    Walk walk = new Walk(memory, machine, vcpus, judge);
    for (Schedule.Choice choice : schedule.choices()) {
      if (!walk.take(choice)) {
        throw new AssertionError("checker bug: a counterexample cannot be replayed: " + choice);
      }
    }
    return new Counterexample(
        finding.failure().property(),
        finding.failure().message(),
        vcpus.names(),
        schedule,
        walk.steps(),
        walk.preemptions(),
        options.order() == Options.Order.PREEMPTIONS && exploration.isFindingCheapest());
  }

  /** The names of the vCPUs, by index. */
  public List<String> vcpus() {
    return vcpus.names();
  }
}
