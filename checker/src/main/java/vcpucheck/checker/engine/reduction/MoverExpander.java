package vcpucheck.checker.engine.reduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/**
 * A transition is a block of one vCPU under a weak memory model: one step, then operations that
 * commute with whatever the other vCPUs do.
 */
public final class MoverExpander implements Expander {
  /*
   * Why no verdict is lost.
   *
   * After its step a vCPU goes on while the next operation commutes with everything that others can
   * do before it, as the machine's mobility says: an execution in which others go on first can be
   * rearranged, operation by operation, so that the vCPU does it at once (Lipton, Reduction: A Method
   * of Proving Properties of Parallel Programs, CACM 1975). What is assumed of variables is checked by
   * SharingAnalysis, and a search in which an assumption fails begins again. Nothing that a property
   * reads in every state changes on the way.
   *
   * What can be done only once, or not at all, is no part of a block: it is where another vCPU may
   * have a say. A vCPU that is cut off completes nothing, so there are no blocks if an assumption of
   * the code can fail. Daemons are judged where they wait or are at the head of their program, so
   * blocks end there. They end after LIMIT operations, so that no vCPU runs on for ever, and where
   * outcomes in a row would make a vCPU's transitions more than BRANCHES.
   *
   * A machine that finds races finds them whatever the order; for one that does not, accesses that
   * can race are no movers, unless no other vCPU can access the variable, so that both are in front of
   * their vCPUs between blocks. Taking a lock is no mover, so that vCPUs that wait for one another's
   * locks are at those locks between blocks.
   */
  private static final int LIMIT = 1_000;

  private static final int BRANCHES = 32;

  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final boolean hasMovers;
  private final MoverTable movers;
  private final SharingAnalysis sharing;
  private final PerformedNodes performed;
  private final Transitions step = new Transitions();

  /** For each transition, its steps' alternatives; kept only while a path is written. */
  private final List<List<Integer>> alternatives = new ArrayList<>();

  private boolean recording;

  /**
   * Makes an expander.
   *
   * @param movers shared by the expanders of one search
   */
  public MoverExpander(TransitionSystem system, SharingAnalysis sharing, MoverTable movers) {
    machine = system.machine();
    vcpus = system.vcpus();
    hasMovers = movers.hasAny();
    this.movers = movers;
    this.sharing = sharing;
    performed = new PerformedNodes(vcpus.count());
  }

  @Override
  public void expand(long[] state, Transitions out) {
    step.setGrowing(out.isGrowing());
    for (int vcpu = 0; vcpu < vcpus.count() && !isVoid(out); vcpu++) {
      addBlocks(vcpu, state, out);
    }
    if (out.isGrowing()) {
      sharing.absorb();
    }
  }

  /** Whether what was added to a list so far is void. */
  private boolean isVoid(Transitions out) {
    return out.isIncomplete() || machine.codec().isTooNarrow();
  }

  private void addBlocks(int vcpu, long[] state, Transitions out) {
    int node = machine.node(state, 0, vcpu);
    int first = out.count();
    stepFrom(vcpu, state, 0, out);
    if (isVoid(out)) {
      return;
    }
    for (int index = 0; index < step.count(); index++) {
      if (!machine.isOwnStep(step.alternative(index))) {
        performed.add(vcpu, node);
      }
      out.add(step, index, step.isFaulty(index) ? node : step.node(index));
      record(List.of(), step.alternative(index));
    }
    for (int index = first; index < out.count() && hasMovers && !isVoid(out); index++) {
      if (!out.isFaulty(index)) {
        runOn(vcpu, index, first, out);
      }
    }
  }

  private void stepFrom(int vcpu, long[] states, int offset, Transitions out) {
    step.clear(machine.codec().layout().words());
    machine.step(vcpu, states, offset, step);
    if (step.isIncomplete()) {
      out.leaveIncomplete();
    }
  }

  private void runOn(int vcpu, int index, int first, Transitions out) {
    int done = 0;
    while (done < LIMIT && hasMoved(vcpu, index, first, out)) {
      done++;
    }
  }

  /** Lets a transition lead on over one more step, if that is a mover. */
  private boolean hasMoved(int vcpu, int index, int first, Transitions out) {
    int node = out.node(index);
    if (vcpus.isHead(vcpu, node) || !is(movers.mover(vcpu, node, out.isGrowing()), out)) {
      return false;
    }
    int next = machine.advance(vcpu, out.states(), out.offset(index), out.isGrowing());
    if (next == MemoryMachine.BRANCHING) {
      return hasBranched(vcpu, index, first, out);
    }
    if (next == MemoryMachine.UNKNOWN) {
      out.leaveIncomplete();
    }
    if (next < 0 || isVoid(out)) {
      return false;
    }
    performed.add(vcpu, node);
    out.lead(index, next);
    recordMore(index, 0);
    return true;
  }

  private static boolean is(byte answer, Transitions out) {
    if (answer == MoverTable.UNKNOWN) {
      out.leaveIncomplete();
    }
    return answer == MoverTable.YES;
  }

  /** Lets a transition lead on over each outcome of an operation, if there is room for them. */
  private boolean hasBranched(int vcpu, int index, int first, Transitions out) {
    stepFrom(vcpu, out.states(), out.offset(index), out);
    if (isVoid(out)) {
      return false;
    }
    int[] outcomes =
        IntStream.range(0, step.count())
            .filter(outcome -> !machine.isOwnStep(step.alternative(outcome)))
            .toArray();
    boolean hasRoom = outcomes.length == 1 || out.count() - first + outcomes.length <= BRANCHES;
    if (outcomes.length == 0 || !hasRoom || Arrays.stream(outcomes).anyMatch(step::isFaulty)) {
      return false;
    }
    performed.add(vcpu, out.node(index));
    for (int other = 1; other < outcomes.length; other++) {
      out.repeat(index);
      record(recording ? alternatives.get(index) : List.of(), step.alternative(outcomes[other]));
      out.extend(out.count() - 1, step, outcomes[other]);
    }
    recordMore(index, step.alternative(outcomes[0]));
    out.extend(index, step, outcomes[0]);
    return true;
  }

  // ---- what a transition consists of ----

  @Override
  public Schedule operations(long[] state, int index) {
    recording = true;
    alternatives.clear();
    Transitions again = new Transitions();
    again.clear(machine.codec().layout().words());
    expand(state, again);
    recording = false;
    if (machine.isContradicted()) {
      return Schedule.EMPTY; /* it lists nothing any more, and the search begins again */
    }
    int vcpu = again.vcpu(index);
    return new Schedule(
        alternatives.get(index).stream()
            .map(alternative -> new Schedule.Choice(vcpu, alternative))
            .toList());
  }

  private void record(List<Integer> before, int alternative) {
    if (recording) {
      List<Integer> all = new ArrayList<>(before);
      all.add(alternative);
      alternatives.add(all);
    }
  }

  private void recordMore(int index, int alternative) {
    if (recording) {
      alternatives.get(index).add(alternative);
    }
  }

  @Override
  public PerformedNodes performed() {
    return performed;
  }
}
