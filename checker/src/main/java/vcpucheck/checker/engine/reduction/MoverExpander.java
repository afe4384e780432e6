package vcpucheck.checker.engine.reduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.trace.Schedule;

/**
 * A transition is a block of one vCPU under a weak memory model: loads, then one step, then
 * operations that commute with whatever the other vCPUs do.
 */
public final class MoverExpander implements Expander {
  /*
   * Why no verdict is lost.
   *
   * A vCPU waits in front of operations that can be put off, as loads, and not behind them: it does
   * them immediately before the step that follows. Where that is a wait, or a lock that another one
   * has, or an end, they are a block without it: what a vCPU waits for is looked at between blocks.
   * Whatever the machine itself can do between them, as to promise a store, it can do there too. Where
   * they lead round and nowhere else, they are a block. They may stop early.
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
    int first = out.count();
    Starts starts = starts(vcpu, state);
    while (starts.hasMore() && !isVoid(out)) {
      addSteps(vcpu, starts, first, out);
    }
    if (out.count() == first && !isVoid(out)) {
      starts.roundabout().ifPresent(start -> stop(vcpu, start, out));
    }
    for (int index = first; index < out.count() && hasMovers && !isVoid(out); index++) {
      if (!out.isFaulty(index)) {
        runOn(vcpu, index, first, out);
      }
    }
  }

  private Starts starts(int vcpu, long[] state) {
    int words = machine.codec().layout().words();
    return new Starts(state, words, machine.mayDelay(state, 0, vcpu));
  }

  /** Adds what follows what was put off. */
  private void addSteps(int vcpu, Starts starts, int first, Transitions out) {
    Starts.Start start = starts.next();
    int node = machine.node(start.state(), 0, vcpu);
    int room = BRANCHES - (out.count() - first);
    boolean isDelayed =
        starts.mayGoOn(room) && is(movers.delayed(vcpu, node, out.isGrowing()), out);
    if (isVoid(out)) {
      return;
    }
    if (start.isBehind() && stopsBefore(vcpu, node)) {
      stop(vcpu, start, out);
      return;
    }
    stepFrom(vcpu, start.state(), 0, out);
    boolean isStuck = !isVoid(out);
    for (int index = 0; index < step.count() && !isVoid(out); index++) {
      boolean isOwn = machine.isOwnStep(step.alternative(index));
      isStuck &= isOwn;
      if (!isOwn) {
        performed.add(vcpu, node);
      }
      if (isDelayed && !isOwn && !step.isFaulty(index)) {
        starts.add(start, step, index);
      } else {
        out.add(step, index, step.isFaulty(index) ? node : step.node(index));
        record(start.alternatives(), step.alternative(index));
      }
    }
    if (isStuck && start.isBehind()) {
      stop(vcpu, start, out);
    }
  }

  private boolean stopsBefore(int vcpu, int node) {
    Op.Kind kind = vcpus.table(vcpu).op(node).kind();
    boolean isWait = kind == Op.Kind.AWAIT || kind == Op.Kind.AWAIT_NOT;
    return isWait || vcpus.isHead(vcpu, node) || (vcpus.isDaemon(vcpu) && kind.waits());
  }

  /** Adds a block of what was put off. */
  private void stop(int vcpu, Starts.Start start, Transitions out) {
    out.add(vcpu, start.state(), machine.node(start.state(), 0, vcpu));
    if (recording) {
      alternatives.add(new ArrayList<>(start.alternatives()));
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
