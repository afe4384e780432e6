package vcpucheck.checker.engine.reduction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.base.CheckpointFields;
import vcpucheck.checker.machine.Mobility;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;

/**
 * How the vCPUs share each variable, as far as the automata have been unfolded: what reductions
 * rest on.
 *
 * <p>Nothing is declared. A reduction asks what it may assume, and what it was told is remembered;
 * when the automata grow so that an answer would now be another, {@link #isContradicted} says so
 * and the search must be repeated.
 */
public final class SharingAnalysis {
  private static final int NONE = -1;

  private final Variables variables;
  private final Vcpus vcpus;

  /** For each variable, the one that stands for all whose sharing is one fact. */
  private final int[] fact;

  private final int[] absorbed;
  private final boolean[] written;
  private final boolean[] observed;
  private final boolean[] racy;
  private final boolean[] probed;
  private final boolean[] awaited;
  private final boolean[] relied;
  private final long[] accessors;

  /** For each slab, the vCPUs that allocate from it, and whether something rests on its use. */
  private final long[] allocators;

  private final boolean[] reliedSlabs;

  /** For each variable the slab that it is a part of, or {@link #NONE}. */
  private final int[] slabOf;

  private final @Nullable BitSet[] guards;
  private boolean contradicted;

  /** Whether code of a vCPU assumes something. */
  private boolean cuts;

  private boolean isNoCutRelied;
  private int facts;

  /**
   * Makes an analysis that knows nothing.
   *
   * @param facts for each variable, the one that stands for it: what is known of one of them is
   *     known of all for which it stands
   */
  public SharingAnalysis(Variables variables, Vcpus vcpus, IntUnaryOperator facts) {
    this.variables = variables;
    this.vcpus = vcpus;
    int count = variables.size();
    fact = IntStream.range(0, count).map(facts).toArray();
    absorbed = new int[vcpus.count()];
    Arrays.fill(absorbed, OperationTable.END + 1);
    written = new boolean[count];
    observed = new boolean[count];
    racy = new boolean[count];
    probed = new boolean[count];
    awaited = new boolean[count];
    relied = new boolean[count];
    accessors = new long[count];
    allocators = new long[variables.heaps()];
    reliedSlabs = new boolean[variables.heaps()];
    slabOf = slabs(variables);
    guards = new BitSet[count];
  }

  private static int[] slabs(Variables variables) {
    int[] slabOf = new int[variables.size()];
    Arrays.fill(slabOf, NONE);
    for (int number = 0; number < variables.heaps(); number++) {
      Variables.Heap heap = variables.heap(number);
      for (int slot = 0; slot < heap.capacity(); slot++) {
        slabOf[heap.life().get(slot)] = number;
        Arrays.fill(slabOf, heap.first().get(slot), heap.end().get(slot), number);
      }
    }
    return slabOf;
  }

  /** Forgets what was asked: another search begins. */
  public void restart() {
    contradicted = false;
    isNoCutRelied = false;
    Arrays.fill(relied, false);
    Arrays.fill(reliedSlabs, false);
  }

  /** Whether something that was answered since the last restart has turned out wrong. */
  public boolean isContradicted() {
    return contradicted;
  }

  /** How much has been learnt so far: grows with everything new. */
  int facts() {
    return facts;
  }

  /** Takes note of the nodes that the automata have got since the last call. */
  public void absorb() {
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      absorb(vcpu, vcpus.table(vcpu).size());
    }
  }

  private void absorb(int vcpu, int end) {
    Automaton automaton = vcpus.automaton(vcpu);
    while (absorbed[vcpu] < end) {
      int node = absorbed[vcpu]++;
      absorb(vcpu, automaton.table().op(node), heldAt(automaton, node));
    }
  }

  /*
   * What is saved is what the automata do not tell: which variables invariants read and vCPUs race
   * for, and what was relied on. The rest follows from the nodes that had been absorbed; no node
   * more is absorbed before it is known again what is relied on, for a contradiction would go unseen.
   */
  public void save(DataOutput out) throws IOException {
    for (int end : absorbed) {
      out.writeInt(end);
    }
    CheckpointFields.flags(out, observed);
    CheckpointFields.flags(out, racy);
    CheckpointFields.flags(out, relied);
    CheckpointFields.flags(out, reliedSlabs);
    out.writeBoolean(contradicted);
  }

  /** Reads what was saved, once the automata have grown as before. */
  public void restore(DataInput in) throws IOException {
    restart();
    for (int vcpu = 0; vcpu < absorbed.length; vcpu++) {
      absorb(vcpu, in.readInt());
    }
    CheckpointFields.flags(in, observed);
    CheckpointFields.flags(in, racy);
    CheckpointFields.flags(in, relied);
    CheckpointFields.flags(in, reliedSlabs);
    contradicted = in.readBoolean();
  }

  private static List<Integer> heldAt(Automaton automaton, int node) {
    return automaton.positions().locks(automaton.position(node));
  }

  private void absorb(int vcpu, Op op, List<Integer> held) {
    switch (op.kind()) {
      case END, CHOOSE, FENCE -> {}
      case ALLOC -> absorbAllocation(vcpu, (int) op.a());
      case FAIL -> absorbFailure(op);
      case FREE -> absorbFree(vcpu, op.variable(), held);
      default -> {
        int variable = fact[op.variable()];
        boolean isProbe = op.kind() == Op.Kind.TRY_LOCK || op.kind() == Op.Kind.LOAD;
        access(vcpu, variable, held, op.kind().writes());
        if (!op.kind().isAccess()) {
          contradictIf(!awaited[variable], variable);
          awaited[variable] = true;
        }
        if (isProbe && variables.variable(variable).type() == Variable.Type.LOCK) {
          contradictIf(!probed[variable], variable);
          probed[variable] = true;
        }
      }
    }
  }

  private void absorbAllocation(int vcpu, int slab) {
    if ((allocators[slab] & 1L << vcpu) == 0) {
      allocators[slab] |= 1L << vcpu;
      contradicted |= reliedSlabs[slab];
      facts++;
    }
  }

  private void absorbFailure(Op op) {
    if (!cuts && Failure.CUT.equals(variables.values().nonNull(op.a()))) {
      cuts = true;
      contradicted |= isNoCutRelied;
      facts++;
    }
  }

  private void absorbFree(int vcpu, int life, List<Integer> held) {
    access(vcpu, fact[life], held, true);
    for (int field = 0; field < variables.size(); field++) {
      if (variables.variable(field).slot() == life) {
        access(vcpu, fact[field], held, true);
      }
    }
  }

  private void access(int vcpu, int variable, List<Integer> held, boolean writes) {
    boolean newAccessor = (accessors[variable] & (1L << vcpu)) == 0;
    contradictIf(newAccessor || (writes && !written[variable]), variable);
    accessors[variable] |= 1L << vcpu;
    written[variable] |= writes;
    BitSet now = new BitSet();
    held.stream().filter(this::excludes).forEach(now::set);
    BitSet before = guards[variable];
    if (before == null) {
      guards[variable] = now;
    } else {
      int locks = before.cardinality();
      before.and(now);
      contradictIf(before.cardinality() < locks, variable);
    }
  }

  /** Whether holding a lock keeps others out: one in a struct can be freed while it is held. */
  private boolean excludes(int lock) {
    return variables.variable(lock).slot() == Variables.NONE;
  }

  private void contradictIf(boolean changed, int variable) {
    contradicted |= changed && relied[variable];
    facts += changed ? 1 : 0;
  }

  /** An invariant reads a variable: every change of it must be seen. */
  public void observe(boolean[] read) {
    for (int index = 0; index < read.length; index++) {
      int variable = fact[index];
      if (read[index] && !observed[variable]) {
        contradictIf(true, variable);
        contradicted |= slabOf[index] != NONE && reliedSlabs[slabOf[index]];
        observed[variable] = true;
      }
    }
  }

  /** Conflicting accesses to a variable were found to be possible at once. */
  public void distrust(int accessed) {
    int variable = fact[accessed];
    contradictIf(!racy[variable], variable);
    racy[variable] = true;
  }

  /**
   * Slots are used after free: that another vCPU frees a slot races for its fields, and does not
   * commute with their accesses, which are faults after it.
   */
  public void distrustSlots() {
    for (int variable = 0; variable < slabOf.length; variable++) {
      if (slabOf[variable] != NONE) {
        distrust(variable);
      }
    }
  }

  /** Whether no invariant is known to read a slot of a slab, nor whether it is allocated. */
  boolean isUnobserved(int slab) {
    reliedSlabs[slab] = true;
    for (int variable = 0; variable < slabOf.length; variable++) {
      if (slabOf[variable] == slab && observed[fact[variable]]) {
        return false;
      }
    }
    return true;
  }

  /** How many vCPUs are known to allocate from a slab that is taken to be unobserved. */
  int allocators(int slab) {
    return Long.bitCount(allocators[slab]);
  }

  /** Whether, as far as is known, several vCPUs access a variable. */
  public boolean isShared(int accessed) {
    return Long.bitCount(accessors[fact[accessed]]) > 1;
  }

  /** Whether, as far as is known, no assumption of the code can fail. */
  boolean hasNoCuts() {
    isNoCutRelied = true;
    return !cuts;
  }

  /**
   * Whether an operation is an access to a variable that, as far as is known, nobody races for or
   * waits for.
   */
  boolean isOrdered(Op op) {
    return op.kind().isAccess() && isData(op.variable()) && isOrdered(op.variable());
  }

  private boolean isOrdered(int accessed) {
    int variable = fact[accessed];
    relied[variable] = true;
    return !observed[variable] && !racy[variable] && !awaited[variable];
  }

  /**
   * Whether an operation that is enabled commutes with everything that other vCPUs can do until it
   * is done.
   *
   * @param mobility what the memory model says of it
   */
  boolean isMover(int vcpu, Op op, Mobility mobility) {
    return switch (mobility) {
      case NEVER -> false;
      case ALONE -> isAlone(vcpu, op.variable());
      case BUFFERED -> !isOrdered(op) || isAlone(vcpu, op.variable());
      case UNPROBED -> isUnprobed(op.variable());
      case UNOBSERVED -> isData(op.variable()) && isUnread(op.variable());
      case ALWAYS -> true;
    };
  }

  private boolean isUnread(int accessed) {
    int variable = fact[accessed];
    relied[variable] = true;
    return !observed[variable];
  }

  private boolean isData(int variable) {
    Variable.Type type = variables.variable(variable).type();
    return type == Variable.Type.NUMBER || type == Variable.Type.OBJECT;
  }

  /** Whether an operation takes a lock that does nothing but keep others out. */
  boolean beginsSection(Op op) {
    return op.kind() == Op.Kind.LOCK && isUnprobed(op.variable());
  }

  private boolean isUnprobed(int taken) {
    int lock = fact[taken];
    relied[lock] = true;
    return !probed[lock] && !observed[lock] && variables.variable(lock).slot() == Variables.NONE;
  }

  /**
   * Whether a store of a vCPU, once it is the next one to reach memory, can reach it at once:
   * nobody looks at its variable before.
   */
  boolean isUnseen(int vcpu, int stored) {
    return isData(stored) ? isOrdered(stored) || isUnshared(vcpu, stored) : isUnprobed(stored);
  }

  /** Whether no other vCPU can access a variable between an access of a vCPU and its next step. */
  private boolean isAlone(int vcpu, int accessed) {
    return isData(accessed) && isUnshared(vcpu, accessed);
  }

  private boolean isUnshared(int vcpu, int accessed) {
    int variable = fact[accessed];
    relied[variable] = true;
    if (observed[variable]) {
      return false;
    }
    BitSet guard = guards[variable];
    return accessors[variable] == 1L << vcpu
        || (!written[variable] && variables.variable(variable).slot() == Variables.NONE)
        || (guard != null && !guard.isEmpty());
  }
}
