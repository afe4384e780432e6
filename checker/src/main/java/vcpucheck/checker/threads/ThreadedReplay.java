package vcpucheck.checker.threads;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.checker.memory.threads.ScheduleMismatch;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.History;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;

/**
 * Runs a model on threads, one for each vCPU, that do their operations in the order of a schedule:
 * the real variable handles, locks and slabs, with the slots, failing allocations and choices that
 * the schedule names.
 *
 * <p>Judged are assertions, memory safety, the use of locks, invariants, properties of the end,
 * leaks, and deadlocks in which no vCPU can go on; not data races, and what goes on for ever.
 */
public final class ThreadedReplay {
  /** For how long code runs at most, if no debugger stops it. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What shows in no single interleaving, or needs the state that the simulation has. */
  private static final Set<String> NOT_JUDGED =
      Set.of(
          BuiltInProperty.NO_DATA_RACE.label(),
          BuiltInProperty.NO_LIVELOCK.label(),
          BuiltInProperty.NO_STUCK_VCPU.label(),
          BuiltInProperty.LOCK_FREE.label(),
          BuiltInProperty.LOCK_DISCIPLINE.label());

  private final Schedule schedule;
  private final List<Step> steps;
  private final IntConsumer beforeStep;
  private final Turnstile gate;
  private final Program program;

  private ThreadedReplay(
      Model model,
      boolean assertionsCount,
      Schedule schedule,
      List<Step> steps,
      IntConsumer before,
      Duration patience) {
    gate = new Turnstile(patience);
    this.schedule = schedule;
    this.steps = steps;
    beforeStep = before;
    NativeMemory.Builder memory = NativeMemory.builder().gate(gate);
    program =
        model.build(
            memory
                .assertions(
                    text -> {
                      if (assertionsCount) {
                        throw new ViolationException(
                            BuiltInProperty.DEBUG_ASSERTION,
                            "debug build: assertion failed: " + text);
                      }
                    })
                .build());
  }

  /** Whether threads can tell that a property is violated. */
  public static boolean judges(String property) {
    return !NOT_JUDGED.contains(property);
  }

  /**
   * Runs a schedule.
   *
   * @param assertionsCount whether a failing debug assertion is a violation
   * @param steps what each choice of the schedule did when it was recorded
   * @param beforeStep is told each step's index before the step is taken, while all threads wait
   * @param patience for how long code may run without an operation: long, if a debugger stops it
   * @throws ModelException if code under test comes to no operation
   */
  public static ThreadedRun run(
      Model model,
      boolean assertionsCount,
      Schedule schedule,
      List<Step> steps,
      IntConsumer beforeStep,
      Duration patience) {
    ThreadedReplay replay =
        new ThreadedReplay(model, assertionsCount, schedule, steps, beforeStep, patience);
    try {
      return replay.run();
    } finally {
      replay.gate.close();
    }
  }

  private ThreadedRun run() {
    for (Vcpu<?> vcpu : program.vcpus()) {
      gate.start(vcpu.name(), () -> run(vcpu));
    }
    for (int step = 0; step < steps.size(); step++) {
      int at = step;
      Optional<ThreadedRun> end = ended(step).or(() -> differs(at));
      if (end.isPresent()) {
        return end.get();
      }
      beforeStep.accept(step);
      Schedule.Choice choice = schedule.choices().get(step);
      String outcome = gate.pass(choice.vcpu(), choice.alternative());
      String recorded = steps.get(step).value();
      if (!outcome.isEmpty() && !recorded.isEmpty() && !outcome.equals(recorded)) {
        return new ThreadedRun(
            step,
            Optional.empty(),
            Optional.of(
                difference(
                    step, operation(step) + ": " + recorded, operation(step) + ": " + outcome)));
      }
    }
    return ended(steps.size())
        .orElseGet(() -> new ThreadedRun(steps.size(), atEnd(), Optional.empty()));
  }

  /** A program as its vCPU runs it: step after step. */
  private static <L> void run(Vcpu<L> vcpu) {
    Optional<L> local = Optional.of(vcpu.start());
    while (local.isPresent()) {
      local = vcpu.step().run(local.get());
    }
  }

  private String operation(int step) {
    return steps.get(step).operation();
  }

  private static ThreadedRun.Difference difference(int step, String recorded, String found) {
    return new ThreadedRun.Difference(step, recorded, found);
  }

  // ---- what is wrong ----

  /** The end of the run after some steps, if something is wrong by then. */
  private Optional<ThreadedRun> ended(int taken) {
    Optional<Throwable> failure =
        IntStream.range(0, program.vcpus().size())
            .mapToObj(gate::failure)
            .flatMap(thrown -> Optional.ofNullable(thrown).stream())
            .findFirst();
    return failure
        .filter(ScheduleMismatch.class::isInstance)
        .map(mismatch -> mismatched(taken, mismatch))
        .or(
            () ->
                failure
                    .map(ThreadedReplay::violation)
                    .or(this::invariants)
                    .map(found -> new ThreadedRun(taken, Optional.of(found), Optional.empty())));
  }

  /** The last step, or what comes before the first, is not possible. */
  private ThreadedRun mismatched(int taken, Throwable mismatch) {
    int step = Math.max(0, taken - 1);
    return new ThreadedRun(
        step,
        Optional.empty(),
        Optional.of(difference(step, operation(step), String.valueOf(mismatch.getMessage()))));
  }

  private static Replay.Violation violation(Throwable failure) {
    if (failure instanceof ViolationException violated) {
      return new Replay.Violation(violated.property(), violated.problem());
    }
    return new Replay.Violation(BuiltInProperty.NO_EXCEPTION.label(), failure.toString());
  }

  private Optional<Replay.Violation> invariants() {
    return program.properties().stream()
        .filter(Property.Always.class::isInstance)
        .map(Property.Always.class::cast)
        .flatMap(always -> judged(always.name(), always.check()).stream())
        .findFirst();
  }

  private static Optional<Replay.Violation> judged(String name, Property.Check check) {
    try {
      return check.problem().map(problem -> new Replay.Violation(name, problem));
    } catch (ViolationException e) {
      throw new ModelException(
          "a property must read only what is allocated, if threads are to judge it: property="
              + name
              + ", "
              + e.problem());
    }
  }

  /** What is wrong where the schedule ends. */
  private Optional<Replay.Violation> atEnd() {
    List<Integer> going =
        IntStream.range(0, program.vcpus().size())
            .filter(vcpu -> !gate.isDone(vcpu) && !program.vcpus().get(vcpu).isDaemon())
            .boxed()
            .toList();
    if (!going.isEmpty()) {
      return IntStream.range(0, program.vcpus().size())
              .noneMatch(vcpu -> !gate.isDone(vcpu) && gate.isReady(vcpu))
          ? Optional.of(deadlock(going))
          : Optional.empty();
    }
    return program.properties().stream().flatMap(property -> atEnd(property).stream()).findFirst();
  }

  private Replay.Violation deadlock(List<Integer> going) {
    return new Replay.Violation(
        BuiltInProperty.DEADLOCK.label(),
        going.stream()
            .map(vcpu -> program.vcpus().get(vcpu).name() + " waits to " + gate.wants(vcpu))
            .collect(Collectors.joining(", ", "deadlock: ", "")));
  }

  private static Optional<Replay.Violation> atEnd(Property property) {
    if (property instanceof Property.AtEnd end) {
      return judged(end.name(), end.check());
    }
    return property instanceof Property.NoLeak leak
        ? leak.slabs().stream()
            .filter(ThreadedReplay::leaks)
            .findFirst()
            .map(slab -> new Replay.Violation(leak.name(), "a slot is allocated at the end"))
        : Optional.empty();
  }

  private static <T> boolean leaks(Slab<T> slab) {
    return IntStream.range(0, slab.capacity())
        .anyMatch(index -> slab.isAllocated(slab.slot(index)));
  }

  // ---- whether threads do what was recorded ----

  private Optional<ThreadedRun> differs(int step) {
    int vcpu = schedule.choices().get(step).vcpu();
    String recorded = operation(step);
    @Nullable String found = null;
    if (vcpu >= program.vcpus().size() || gate.isDone(vcpu)) {
      found = "end";
    } else if (!isSame(recorded, gate.wants(vcpu))) {
      found = gate.wants(vcpu);
    } else if (!gate.isReady(vcpu)) {
      found = gate.wants(vcpu) + ", which has to wait";
    }
    return Optional.ofNullable(found)
        .map(
            other ->
                new ThreadedRun(
                    step, Optional.empty(), Optional.of(difference(step, recorded, other))));
  }

  /** An event of a history is recorded as what it means. */
  private static boolean isSame(String recorded, String wanted) {
    boolean isEvent = recorded.startsWith(History.CALL) || recorded.startsWith(History.RETURN);
    return recorded.equals(wanted) || (isEvent && wanted.startsWith("store "));
  }
}
