package vcpucheck.checker.engine.causality;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.machine.value.Perturbation;
import vcpucheck.checker.story.Dependence;
import vcpucheck.checker.story.Dependence.Kind;

/** Which steps of a recording depend on which. */
final class DependenceFinder {
  private final Recording recording;
  private final Set<Dependence> found = new LinkedHashSet<>();

  DependenceFinder(Recording recording) {
    this.recording = recording;
  }

  Set<Dependence> find() {
    for (VcpuRun run : recording.runs()) {
      for (int operation = 0; operation < run.results().size(); operation++) {
        findWithin(run, operation);
      }
    }
    for (int step = 0; step < recording.steps(); step++) {
      findBetween(step);
    }
    return found;
  }

  // ---- within a vCPU ----

  private void findWithin(VcpuRun run, int operation) {
    Op op = run.ops().get(operation);
    long result = run.results().get(operation);
    Finding finding = new Finding(run, operation, true);
    for (long other : results(op, result)) {
      Counterfactual.run(recording, run, operation, other, finding);
    }
    Finding values = new Finding(run, operation, false);
    for (long other : perturbed(op, result)) {
      Counterfactual.run(recording, run, operation, other, values);
    }
  }

  /** Notes what depends on the result of an operation. */
  private final class Finding implements Counterfactual.Finding {
    private final VcpuRun run;
    private final int from;
    private final boolean wantsMissing;

    Finding(VcpuRun run, int operation, boolean wantsMissing) {
      this.run = run;
      from = run.steps().get(operation);
      this.wantsMissing = wantsMissing;
    }

    @Override
    public boolean wantsMissing() {
      return wantsMissing;
    }

    @Override
    public void differs(int operation, boolean isElsewhere) {
      add(from, run.steps().get(operation), isElsewhere ? Kind.ADDRESS : Kind.VALUE);
    }

    @Override
    public void isMissing(int operation) {
      add(from, run.steps().get(operation), Kind.CONTROL);
    }
  }

  /** Results that never were, but show where the parts of the result go. */
  private List<Long> perturbed(Op op, long result) {
    boolean isObject =
        op.kind() == Op.Kind.PROJECT || (op.kind().returnsValue() && isObject(op.variable()));
    if (isObject) {
      InternTable values = recording.variables().values();
      return Perturbation.of(values.object(result)).stream()
          .map(values::number)
          .map(Integer::longValue)
          .toList();
    }
    return op.kind().returnsValue() ? List.of(result + 1) : List.of();
  }

  private boolean isObject(int variable) {
    return recording.variables().variable(variable).type() == Variable.Type.OBJECT;
  }

  /** What a store depends on, it does as well where it is seen early. */
  private void add(int from, int to, Kind kind) {
    found.add(new Dependence(from, to, kind));
    recording
        .order()
        .flatMap(stores -> stores.promise(to))
        .filter(promise -> from < promise)
        .ifPresent(promise -> found.add(new Dependence(from, promise, kind)));
  }

  /** The results that an operation could have had instead. */
  private Set<Long> results(Op op, long result) {
    Set<Long> results = new TreeSet<>(allResults(op).boxed().toList());
    results.remove(result);
    return results;
  }

  private LongStream allResults(Op op) {
    Variables variables = recording.variables();
    return switch (op.kind()) {
      case ALLOC -> LongStream.empty();
      case CHOOSE -> LongStream.range(0, op.a());
      case LOCK, UNLOCK, FENCE, FREE, END, FAIL, STORE, UPDATE, AWAIT -> LongStream.empty();
      default ->
          recording.domain(op.variable()).stream()
              .filter(value -> !Semantics.isBlocked(op, value))
              .mapToLong(value -> Semantics.result(op, value, variables));
    };
  }

  // ---- through memory ----

  private void findBetween(int step) {
    Recording.Event event = recording.events().get(step);
    int variable = event.op().variable();
    if (variable == Variables.NONE) {
      return;
    }
    if (reads(event)) {
      findWriters(step, event);
      recording
          .order()
          .map(stores -> stores.missed().get(step))
          .ifPresent(miss -> add(miss.store(), step, Kind.MISSED));
    }
    int life = recording.slot(variable);
    if (life != Variables.NONE) {
      int allocation = recording.writer(step, life);
      if (allocation != Recording.NO_STEP) {
        add(allocation, step, Kind.ALLOCATION);
      }
    }
  }

  /** Who wrote what an operation observes; of a value that was changed in parts, each who did. */
  private void findWriters(int step, Recording.Event event) {
    Kind kind = isLock(event.op()) ? Kind.LOCK : Kind.READ;
    int writer = recording.source(step);
    boolean matters = true;
    while (writer != Recording.NO_STEP && matters) {
      Recording.Event write = recording.events().get(writer);
      if (write.op().kind() != Op.Kind.UPDATE
          || !observed(event, write.before()).equals(observed(event, write.after()))) {
        add(writer, step, kind);
      }
      matters = write.op().kind() == Op.Kind.UPDATE && isPassedOn(event, write);
      writer = recording.source(writer);
    }
  }

  /** Whether what an operation observes depends on what a change found. */
  private boolean isPassedOn(Recording.Event event, Recording.Event change) {
    InternTable values = recording.variables().values();
    Op op = change.op();
    Object now = observed(event, change.after());
    return Perturbation.of(values.object(change.before())).stream()
        .map(values::number)
        .map(other -> Semantics.after(op, other, recording.variables()))
        .anyMatch(other -> !observed(event, other).equals(now));
  }

  /** What an operation would observe of a value. */
  private Long observed(Recording.Event event, long value) {
    return event.op().kind() == Op.Kind.PROJECT
        ? (Long) Semantics.result(event.op(), value, recording.variables())
        : (Long) value;
  }

  /** Whether an operation's result, or what it writes, depends on what it finds. */
  private boolean reads(Recording.Event event) {
    Op op = event.op();
    return switch (op.kind()) {
      case STORE, UPDATE, FENCE, UNLOCK, CHOOSE, ALLOC -> false;
      case SWAP, LOAD, PROJECT, AWAIT, AWAIT_NOT, LOCK, TRY_LOCK, FREE -> true;
      default ->
          op.kind().returnsValue()
              || !results(op, event.result()).isEmpty()
              || recording.domain(op.variable()).stream()
                  .anyMatch(
                      other -> Semantics.after(op, other, recording.variables()) != event.after());
    };
  }

  private static boolean isLock(Op op) {
    return op.kind() == Op.Kind.LOCK || op.kind() == Op.Kind.TRY_LOCK;
  }
}
