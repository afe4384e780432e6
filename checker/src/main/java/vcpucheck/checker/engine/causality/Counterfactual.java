package vcpucheck.checker.engine.causality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import vcpucheck.checker.engine.automaton.Reenactment;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.model.ModelException;

/**
 * What a vCPU would do had one of its operations had another result, and all others the same.
 *
 * <p>Its code is run again. As long as it asks for operations at the same places, they are answered
 * as recorded, and those that differ in an operand depend on the result. Once it asks at another
 * place, it is run on by itself, from the memory of that moment, until it comes to a place where it
 * was recorded later: what it has left out on the way depends on the result as well (Xin, Sumner
 * and Zhang, Efficient Program Execution Indexing, PLDI 2008, align executions in this way).
 */
final class Counterfactual implements Reenactment.Script {
  /** After so many operations of its own the code is taken not to come back. */
  private static final int MOST_ALONE = 300;

  private final Recording recording;
  private final VcpuRun run;
  private final int changed;
  private final long other;
  private final Finding finding;
  private final Map<Integer, Long> written = new HashMap<>();
  private int at;
  private boolean isAlone;
  private int alone;

  /** What is told of the operations that depend on a result. */
  interface Finding {
    /** Whether it matters too what is left out. */
    boolean wantsMissing();

    /** The operation is one on something else, or with other operands. */
    void differs(int operation, boolean isElsewhere);

    /** The operation is left out. */
    void isMissing(int operation);
  }

  private Counterfactual(
      Recording recording, VcpuRun run, int changed, long other, Finding finding) {
    this.recording = recording;
    this.run = run;
    this.changed = changed;
    this.other = other;
    this.finding = finding;
  }

  /**
   * Runs a vCPU again.
   *
   * @param changed which of its operations has another result
   * @param other the result
   */
  static void run(Recording recording, VcpuRun run, int changed, long other, Finding finding) {
    Counterfactual again = new Counterfactual(recording, run, changed, other, finding);
    try {
      Reenactment.run(run.automaton(), again);
    } catch (ModelException e) {
      /* the code finds out that a result cannot be: it shows no more of what depends on it */
    }
    if (finding.wantsMissing()) {
      again.miss(run.ops().size());
    }
  }

  /** What is left out up to an operation. */
  private void miss(int end) {
    for (; at < end; at++) {
      finding.isMissing(at);
    }
  }

  @Override
  public OptionalLong answer(Op op) {
    if (!isAlone && at < run.ops().size()) {
      Op recorded = run.ops().get(at);
      if (at <= changed || isSame(op, recorded)) {
        return follow();
      }
      if (op.kind() == recorded.kind() && Reenactment.place().equals(run.places().get(at))) {
        finding.differs(at, op.variable() != recorded.variable());
        return follow();
      }
      isAlone = true;
    }
    if (!finding.wantsMissing()) {
      return OptionalLong.empty();
    }
    return at < run.ops().size() ? goAlone(op) : OptionalLong.empty();
  }

  /** A failure is recorded as one operation, however it came about. */
  private static boolean isSame(Op op, Op recorded) {
    boolean isFailure = op.kind() == Op.Kind.END || op.kind() == Op.Kind.UNLOCK;
    return op.equals(recorded) || (recorded.kind() == Op.Kind.FAIL && isFailure);
  }

  private OptionalLong follow() {
    int now = at++;
    if (now == changed) {
      return OptionalLong.of(other);
    }
    return now < run.results().size()
        ? OptionalLong.of(run.results().get(now))
        : OptionalLong.empty();
  }

  private OptionalLong goAlone(Op op) {
    int later = find(op, Reenactment.place());
    if (later < run.ops().size()) {
      miss(later);
      isAlone = false;
      return answer(op);
    }
    return ++alone > MOST_ALONE ? OptionalLong.empty() : perform(op);
  }

  private int find(Op op, Reenactment.Place place) {
    List<Op> ops = run.ops();
    int later = at;
    while (later < ops.size()
        && !(ops.get(later).kind() == op.kind() && run.places().get(later).equals(place))) {
      later++;
    }
    return later;
  }

  // ---- alone ----

  private OptionalLong perform(Op op) {
    return switch (op.kind()) {
      case END, FAIL -> OptionalLong.empty();
      case ALLOC -> alloc((int) op.a());
      case LOCK, UNLOCK, CHOOSE, FENCE -> OptionalLong.of(0);
      case FREE -> {
        written.put(op.variable(), (long) Variables.FREE);
        yield OptionalLong.of(0);
      }
      default -> access(op);
    };
  }

  private OptionalLong access(Op op) {
    long value = value(op.variable());
    if (Semantics.isBlocked(op, value)) {
      return OptionalLong.empty();
    }
    written.put(op.variable(), Semantics.after(op, value, recording.variables()));
    return OptionalLong.of(Semantics.result(op, value, recording.variables()));
  }

  private OptionalLong alloc(int heap) {
    for (int life : recording.variables().heap(heap).life()) {
      if (value(life) == Variables.FREE) {
        written.put(life, (long) Variables.ALLOCATED);
        return OptionalLong.of(recording.variables().slotObject(life));
      }
    }
    return OptionalLong.empty();
  }

  private long value(int variable) {
    Long own = written.get(variable);
    return own == null ? recording.value(run.steps().get(at), variable) : own;
  }
}
