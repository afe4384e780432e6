package vcpucheck.checker.engine.reduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.property.WaitForGraph;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.trace.Schedule;

/**
 * A transition is a block of one vCPU: accesses that nobody races for, then one other operation,
 * then operations that commute with whatever the other vCPUs do.
 */
public final class BlockExpander implements Expander {
  /*
   * Why no verdict is lost.
   *
   * Ordered accesses first. Assume of a variable that nobody races for it: no two vCPUs can ever be
   * in front of conflicting accesses to it at once, atomic or not. A vCPU waits in front of its
   * accesses to such variables, not behind them. As long as the assumption holds, an execution can
   * be rearranged so that each vCPU does these accesses immediately before the operation that follows
   * them, for no other vCPU does anything in between that conflicts; so it suffices to interleave
   * blocks. And the first race of an execution is between accesses that are both still in front of
   * their vCPUs in a state between blocks, so looking at the accesses in front of all vCPUs in each
   * state finds it (the argument of Adve and Hill, Weak Ordering: A New Definition, ISCA 1990, with
   * any access in the place of the data access). A variable that is raced for is then not assumed to
   * be ordered any more, and the search begins again; unless one of the accesses is plain and that is
   * what is looked for.
   *
   * Allocations among them: see DelayedAllocations.
   *
   * Movers last. After its operation a vCPU goes on while the next operation commutes with everything
   * that others can do before it (Lipton, Reduction: A Method of Proving Properties of Parallel
   * Programs, CACM 1975; seen as a persistent set of one operation: Godefroid, LNCS 1032): an unlock
   * of a lock that nobody probes, an access to a variable that one vCPU uses, that nobody writes, or
   * that is always accessed under a common lock. What is assumed of variables is checked by Sharing.
   *
   * Sections. A vCPU that takes a lock that nobody probes goes on through ordered accesses too, until
   * it releases a lock, for that lets others in: as nobody races for them, they commute with all that
   * others do from when the vCPU comes in front of them. But then it does not wait in front of them,
   * so a race with one of them does not show between blocks. It shows before the lock is taken. Let
   * an execution lead to a first race, between x in a section of A's and an access of B's. Since A
   * took its lock, B has done nothing that A made possible: taking a lock only keeps others out, and
   * to meet a value that A stored in the section would have been an earlier race. So B's operations
   * can come first; and A in front of its lock, with x in the section that it is about to run, and B
   * in front of its access, or of another lock with the access in the section, is a state between
   * blocks. Sections of one lock exclude each other. What is found so may be no race, if B's section
   * turns out otherwise: the variable is no longer assumed to be ordered, which is safe, and nothing
   * is reported.
   *
   * Locks. vCPUs that wait for one another's locks are at those locks, between blocks or behind their
   * ordered accesses: taking a lock is neither ordered nor a mover. What the others do meanwhile of
   * their blocks, they can complete, for they hold none of these locks. And ordered accesses change no
   * lock. So looking at the operations behind the ordered accesses of all vCPUs in each state finds
   * every such deadlock.
   *
   * Assumptions. A vCPU that is cut off completes nothing: what others see of its operation and do
   * before it comes to the movers behind would be lost. So there are no movers last if an assumption
   * can fail. Ordered accesses and sections are not seen by others before the vCPU goes on.
   *
   * Buffers. Where stores wait in a buffer, let one to an ordered variable x go on into memory as soon
   * as nothing is before it. In an execution in which it stays longer, and another vCPU B comes in
   * front of x, what its vCPU A has done since it was in front of that store B cannot know: A's loads
   * nobody sees, its later stores are behind, and what needs an empty buffer A has not done. Without
   * these steps A is in front of x as well, and that is a race. Older stores may have come out of the
   * buffer meanwhile: that A can do in front of x, too. So the machine's own steps are taken in front
   * of ordered accesses, and a section ends where a store stays in the buffer, for B may have seen it
   * when it comes in front of what A's section does next. Releasing a lock that nobody probes goes on
   * into memory likewise: before, others can only wait for it.
   *
   * Daemons. What must hold at the end is judged where a daemon waits or is at the head of its program,
   * so blocks end there, whichever part they are in.
   *
   * Variables that invariants read are never part of either. Both parts may stop early, and do after
   * LIMIT operations, so that no vCPU runs on for ever, and where choices in a row would make a vCPU's
   * transitions more than BRANCHES.
   */
  private static final int LIMIT = 1_000;

  private static final int BRANCHES = 32;

  private final MemoryMachine machine;
  private final Variables variables;
  private final Vcpus vcpus;
  private final SharingAnalysis sharing;
  private final WaitForGraph waits;
  private final BlockRaces races;
  private final boolean hasMovers;
  private final boolean hasOwnSteps;
  private final boolean hasDaemons;
  private final DelayedAllocations allocations;
  private final Transitions step = new Transitions();
  private final Prefix[] prefixes;
  private final Section[] sections;
  private final MoverTable movers;
  private final BlockRecord record = new BlockRecord();
  private final PerformedNodes performed;

  /** Whether what the last expansion has found is not void. */
  private boolean isExpanded;

  /** Whether a vCPU may have had ordered accesses left before it waited for a lock. */
  private boolean mayWaitBehindPrefix;

  /**
   * Makes an expander.
   *
   * @param movers shared by the expanders of one search
   * @param exchangesSlots see {@link Transitions#setExchangingSlots}
   * @param delaysAllocations whether allocations are put off; only if slots are exchanged
   */
  public BlockExpander(
      TransitionSystem system,
      SharingAnalysis sharing,
      MoverTable movers,
      boolean exchangesSlots,
      boolean delaysAllocations) {
    allocations =
        new DelayedAllocations(system, sharing, movers, exchangesSlots && delaysAllocations);
    machine = system.machine();
    variables = system.variables();
    vcpus = system.vcpus();
    waits = new WaitForGraph(variables, machine, vcpus);
    performed = new PerformedNodes(vcpus.count());
    hasMovers = movers.hasAny();
    hasOwnSteps = machine.hasOwnSteps();
    hasDaemons = vcpus.hasDaemons();
    prefixes = Stream.generate(Prefix::new).limit(vcpus.count()).toArray(Prefix[]::new);
    sections = Stream.generate(Section::new).limit(vcpus.count()).toArray(Section[]::new);
    races = new BlockRaces(system, prefixes, sections);
    this.sharing = sharing;
    this.movers = movers;
    step.setExchangingSlots(exchangesSlots);
  }

  @Override
  public void expand(long[] state, Transitions out) {
    int words = machine.codec().layout().words();
    step.setGrowing(out.isGrowing());
    mayWaitBehindPrefix = false;
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      runPrefix(vcpu, state, words, out);
      sections[vcpu].begin();
    }
    for (int vcpu = 0; vcpu < vcpus.count() && !isVoid(out); vcpu++) {
      if (hasOwnSteps && machine.ownVariable(state, 0, vcpu) != Variables.NONE) {
        addOwnStep(vcpu, state, words, out);
      }
      addBlocks(vcpu, out);
    }
    isExpanded = !isVoid(out);
    if (out.isGrowing()) {
      sharing.absorb();
    }
  }

  /** Whether what was added to a list so far is void. */
  private boolean isVoid(Transitions out) {
    return out.isIncomplete() || machine.codec().isTooNarrow();
  }

  // ---- ordered accesses first ----

  private void runPrefix(int vcpu, long[] from, int words, Transitions out) {
    Prefix prefix = prefixes[vcpu];
    prefix.begin(from, words);
    OperationTable code = vcpus.table(vcpu);
    int node = machine.node(from, 0, vcpu);
    while (prefix.accesses.length() < LIMIT && !isVoid(out)) {
      boolean isOrdered = isOrdered(vcpu, node, out);
      if (!isOrdered && !allocations.areDelayed(vcpu, node, prefix, out)) {
        return;
      }
      int next =
          isOrdered ? advance(vcpu, prefix.state, 0, out) : allocations.allocate(vcpu, prefix, out);
      if (next < 0) {
        return; /* also at a fault: both vCPUs of a race could go on, this one cannot */
      }
      if (isOrdered) {
        prefix.addTo(prefix.accesses, code, node);
        drain(vcpu, prefix.state, 0, out, prefix.accesses::addPrivate);
      }
      performed.add(vcpu, node);
      node = next;
      if (isHead(vcpu, node)) {
        return;
      }
    }
  }

  private boolean isHead(int vcpu, int node) {
    return hasDaemons && vcpus.isHead(vcpu, node);
  }

  /** See {@link MemoryMachine#advance}. */
  private int advance(int vcpu, long[] states, int offset, Transitions out) {
    int next = machine.advance(vcpu, states, offset, out.isGrowing());
    if (next == MemoryMachine.UNKNOWN) {
      out.leaveIncomplete();
    }
    return next;
  }

  private boolean isOrdered(int vcpu, int node, Transitions out) {
    return is(movers.ordered(vcpu, node, out.isGrowing()), out);
  }

  private static boolean is(byte answer, Transitions out) {
    if (answer == MoverTable.UNKNOWN) {
      out.leaveIncomplete();
    }
    return answer == MoverTable.YES;
  }

  // ---- then one operation, then movers ----

  private void addBlocks(int vcpu, Transitions out) {
    Prefix prefix = prefixes[vcpu];
    int length = prefix.accesses.length();
    int node = machine.node(prefix.state, 0, vcpu);
    int first = out.count();
    OperationTable code = vcpus.table(vcpu);
    if (stopsBefore(vcpu, node, length)) {
      if (length > 0) {
        mayWaitBehindPrefix |= code.isLock(node);
        out.add(vcpu, prefix.state, node);
        record.add(first, prefix, -1);
      }
      return;
    }
    step.clear(machine.codec().layout().words());
    machine.step(vcpu, prefix.state, 0, step);
    if (step.isIncomplete()) {
      out.leaveIncomplete();
      return;
    }
    for (int index = 0; index < step.count(); index++) {
      if (!machine.isOwnStep(step.alternative(index))) {
        out.add(step, index, step.isFaulty(index) ? node : step.node(index));
        record.add(out.count() - 1, prefix, step.alternative(index));
      }
    }
    if (out.count() == first) {
      mayWaitBehindPrefix |= length > 0;
      return;
    }
    performed.add(vcpu, node);
    if (is(movers.section(vcpu, node, out.isGrowing()), out)) {
      runSection(vcpu, code.variable(node), first, out);
    }
    runOn(vcpu, first, out);
  }

  private void runOn(int vcpu, int first, Transitions out) {
    for (int index = first; index < out.count() && !isVoid(out); index++) {
      runMovers(vcpu, index, first, out);
    }
  }

  // ---- the machine's own steps ----

  /** Adds the machine's own step of a vCPU, in front of its ordered accesses. */
  private void addOwnStep(int vcpu, long[] state, int words, Transitions out) {
    int first = out.count();
    step.clear(words);
    machine.step(vcpu, state, 0, step);
    if (step.isIncomplete()) {
      out.leaveIncomplete();
      return;
    }
    int node = machine.node(state, 0, vcpu);
    Prefix none = new Prefix();
    for (int index = 0; index < step.count(); index++) {
      if (machine.isOwnStep(step.alternative(index))) {
        out.add(step, index, step.isFaulty(index) ? node : step.node(index));
        record.add(out.count() - 1, none, step.alternative(index));
      }
    }
    runOn(vcpu, first, out);
  }

  /** Takes the machine's own steps that nobody can see. */
  private void drain(int vcpu, long[] states, int offset, Transitions out, IntConsumer taken) {
    while (hasOwnSteps && !isVoid(out)) {
      int variable = machine.ownVariable(states, offset, vcpu);
      if (variable == Variables.NONE || !is(movers.unseen(vcpu, variable, out.isGrowing()), out)) {
        return;
      }
      int alternative = machine.advanceOwn(vcpu, states, offset, out.isGrowing());
      if (alternative == MemoryMachine.UNKNOWN) {
        out.leaveIncomplete();
      }
      if (alternative < 0) {
        return;
      }
      taken.accept(alternative);
    }
  }

  /** Whether ordered accesses, if there are any, are a block without the operation behind them. */
  private boolean stopsBefore(int vcpu, int node, int length) {
    OperationTable code = vcpus.table(vcpu);
    return code.hasStopped(node)
        || length == LIMIT
        || (hasDaemons
            && vcpus.isDaemon(vcpu)
            && length > 0
            && (code.op(node).kind().waits() || vcpus.isHead(vcpu, node)));
  }

  /**
   * Runs on to the end of a critical section, as far as its operations are ordered or movers: to
   * the first lock that is released, for that lets others in.
   */
  private void runSection(int vcpu, int lock, int index, Transitions out) {
    Section section = sections[vcpu];
    section.lock = lock;
    OperationTable code = vcpus.table(vcpu);
    for (int done = 0; done < LIMIT; done++) {
      int node = out.node(index);
      if (isHead(vcpu, node)) {
        return;
      }
      boolean isPart = code.shape(node) != OperationTable.CHOOSE && isMover(vcpu, node, out);
      if (!isPart && isOrdered(vcpu, node, out)) {
        prefixes[vcpu].addTo(section.accesses, code, node);
        isPart = true;
      }
      if (!isPart || !hasRunOn(vcpu, index, out)) {
        return;
      }
      if (code.op(node).kind() == Op.Kind.UNLOCK || isBuffered(vcpu, index, out)) {
        return;
      }
    }
  }

  /** Lets a transition lead on over the next operation, which has one outcome. */
  private boolean hasRunOn(int vcpu, int index, Transitions out) {
    int next = advance(vcpu, out.states(), out.offset(index), out);
    if (next < 0 || isVoid(out)) {
      return false;
    }
    performed.add(vcpu, out.node(index));
    out.lead(index, next);
    record.extend(index, 0);
    drain(vcpu, index, out);
    return true;
  }

  private void drain(int vcpu, int index, Transitions out) {
    drain(vcpu, out.states(), out.offset(index), out, taken -> record.extend(index, taken));
  }

  /** Whether a store of a vCPU stays in the buffer. */
  private boolean isBuffered(int vcpu, int index, Transitions out) {
    return hasOwnSteps
        && machine.ownVariable(out.states(), out.offset(index), vcpu) != Variables.NONE;
  }

  private void runMovers(int vcpu, int index, int first, Transitions out) {
    if (out.isFaulty(index)) {
      return;
    }
    drain(vcpu, index, out);
    if (!hasMovers) {
      return;
    }
    for (int done = 0; done < LIMIT && movesOn(vcpu, out.node(index), out); done++) {
      boolean isChoice = vcpus.table(vcpu).shape(out.node(index)) == OperationTable.CHOOSE;
      if (isChoice ? !branch(vcpu, index, first, out) : !hasRunOn(vcpu, index, out)) {
        return;
      }
    }
  }

  /** Lets a transition lead on over a choice, if there is room for its alternatives. */
  private boolean branch(int vcpu, int index, int first, Transitions out) {
    step.clear(machine.codec().layout().words());
    machine.step(vcpu, out.states(), out.offset(index), step);
    if (step.isIncomplete()) {
      out.leaveIncomplete();
    }
    if (isVoid(out) || (step.count() > 1 && out.count() - first + step.count() > BRANCHES)) {
      return false;
    }
    performed.add(vcpu, out.node(index));
    for (int other = 1; other < step.count(); other++) {
      out.repeat(index);
      record.repeat(index, step.alternative(other));
      out.extend(out.count() - 1, step, other);
    }
    out.extend(index, step, 0);
    record.extend(index, step.alternative(0));
    return true;
  }

  private boolean movesOn(int vcpu, int node, Transitions out) {
    return !isHead(vcpu, node) && isMover(vcpu, node, out);
  }

  private boolean isMover(int vcpu, int node, Transitions out) {
    return is(movers.mover(vcpu, node, out.isGrowing()), out);
  }

  // ---- races and waiting ----

  @Override
  public Optional<Race> race() {
    return isExpanded ? races.first() : Optional.empty();
  }

  @Override
  public Optional<Schedule> deadlock() {
    if (!isExpanded || !mayWaitBehindPrefix || !isWaitingBehindPrefix()) {
      return Optional.empty();
    }
    long deadlocked = waits.deadlocked(this::nodeBehindPrefix, prefixes[0].state, 0);
    return deadlocked == 0 ? Optional.empty() : Optional.of(prefixesOf(deadlocked));
  }

  /** Whether a vCPU has ordered accesses left before it waits for a lock. */
  private boolean isWaitingBehindPrefix() {
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      if (prefixes[vcpu].accesses.length() > 0
          && waits.waits(vcpu, nodeBehindPrefix(vcpu), prefixes[vcpu].state, 0)) {
        return true;
      }
    }
    return false;
  }

  private int nodeBehindPrefix(int vcpu) {
    return machine.node(prefixes[vcpu].state, 0, vcpu);
  }

  @Override
  public Schedule pending() {
    return prefixesOf(-1);
  }

  @Override
  public PerformedNodes performed() {
    return performed;
  }

  private Schedule prefixesOf(long some) {
    List<Schedule.Choice> choices = new ArrayList<>();
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      int length = (some & 1L << vcpu) == 0 ? 0 : prefixes[vcpu].accesses.length();
      choices.addAll(prefixes[vcpu].choices(vcpu, length));
    }
    return new Schedule(choices);
  }

  // ---- what a transition consists of ----

  @Override
  public Schedule operations(long[] state, int index) {
    record.begin();
    Transitions again = new Transitions();
    again.clear(machine.codec().layout().words());
    expand(state, again);
    record.end();
    return record.operations(index, again.vcpu(index));
  }
}
