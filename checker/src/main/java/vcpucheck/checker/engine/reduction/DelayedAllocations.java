package vcpucheck.checker.engine.reduction;

import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/** Allocations that a vCPU puts off until the operation that follows them. */
final class DelayedAllocations {
  /*
   * Why no verdict is lost: an allocation moves to the right, as ordered accesses do.
   *
   * Let a vCPU A be in front of an allocation, in a state in which nothing refers to any free slot of
   * the slab, and let an execution go on from there: A takes a slot s, others do b1, b2, and so on,
   * then A does its next operation. None of b1, b2, ... is on s, for nobody has a reference to it
   * before A's next operation passes one on; none sees that s is allocated, for no invariant reads
   * it; an allocation among them takes another slot, and a free gives another one back. So s is free,
   * and nothing refers to it, after b1, b2, ... without A: there A may take it, or another slot that
   * is as good, for slots are exchanged and any free one may be taken. If by then a free slot is
   * referred to, the allocation is a transition of its own again, with all its choices. It cannot
   * fail: there is no budget for failures, and budgets never grow.
   *
   * No race is lost or made up. What A accesses in s before others know s can race with nothing. But
   * as prefixes are run each from the same state, two of them may take the same s: so accesses to it
   * are left out where conflicts are looked for.
   *
   * A slab must have room: an execution that ends in front of an allocation from a full slab must not
   * be lost. As only one allocation is put off in a block, when the slab is full in the execution each
   * vCPU that allocates from it has put off one at most, so at most as many slots are free here as
   * there are such vCPUs; if fewer, nothing is put off, and the slab fills up one by one. If as many,
   * the one in front of the full slab has put off one as well: its block is that and the next, and
   * then fewer are free than there are vCPUs.
   */
  private final MemoryMachine machine;
  private final Variables variables;
  private final Vcpus vcpus;
  private final SharingAnalysis sharing;
  private final MoverTable movers;
  private final boolean areOn;

  /**
   * Makes delays.
   *
   * @param areOn whether allocations may be put off at all; only if slots are exchanged
   */
  DelayedAllocations(
      TransitionSystem system, SharingAnalysis sharing, MoverTable movers, boolean areOn) {
    machine = system.machine();
    variables = system.variables();
    vcpus = system.vcpus();
    this.sharing = sharing;
    this.movers = movers;
    this.areOn = areOn;
  }

  /**
   * Whether a vCPU's next operation is an allocation that is put off.
   *
   * @param prefix what it does before
   * @param out left incomplete if code must be unfolded to tell
   */
  boolean areDelayed(int vcpu, int node, Prefix prefix, Transitions out) {
    OperationTable code = vcpus.table(vcpu);
    boolean mayBe =
        areOn && code.shape(node) == OperationTable.ALLOC && prefix.fresh == Variables.NONE;
    if (!mayBe) {
      return false;
    }
    byte isUnobserved = movers.unobserved(vcpu, node, out.isGrowing());
    int slab = (int) code.op(node).a();
    int free = machine.alikeFree(slab, prefix.state, 0, out.isGrowing());
    if (isUnobserved == MoverTable.UNKNOWN || free == MemoryMachine.UNKNOWN) {
      out.leaveIncomplete();
    }
    return isUnobserved == MoverTable.YES && free > 0 && free >= sharing.allocators(slab);
  }

  /**
   * Lets a vCPU allocate.
   *
   * @return the next node, or {@link MemoryMachine#UNKNOWN} if code must be unfolded to tell
   */
  int allocate(int vcpu, Prefix prefix, Transitions out) {
    int slab = (int) vcpus.table(vcpu).op(machine.node(prefix.state, 0, vcpu)).a();
    int slot = machine.allocateAlike(vcpu, prefix.state, 0, out.isGrowing());
    if (slot == MemoryMachine.UNKNOWN) {
      out.leaveIncomplete();
      return MemoryMachine.UNKNOWN;
    }
    prefix.fresh = variables.heap(slab).life().get(slot);
    prefix.accesses.addPrivate(slot);
    return machine.node(prefix.state, 0, vcpu);
  }
}
