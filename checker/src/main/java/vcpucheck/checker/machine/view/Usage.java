package vcpucheck.checker.machine.view;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.weak.OrderedUpdates;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.OrderedUpdate;

/**
 * Which kinds of operations the programs do, as far as they have been unfolded: what a machine
 * keeps of each variable rests on it. Nothing is declared: what is kept is decided when a search
 * begins, and if later a program turns out to do more, the search must begin again.
 */
final class Usage {
  private final Variables variables;
  private final OperationTable[] programs;
  private final int[] absorbed;

  /** For each variable, whether some access is plain. */
  final boolean[] plain;

  /** For each ghost, whether some update is told which updates happen before it. */
  final boolean[] told;

  /** For each variable, whether some access is not. */
  final boolean[] atomic;

  /** For each variable, whether something else than lock and unlock is done to it. */
  final boolean[] probed;

  /** For each variable, the vCPUs that access it. */
  final long[] accessors;

  /** For each variable, whether it is written. */
  final boolean[] written;

  /** For each variable, the locks that are held at each access; none if there was no access. */
  private final @Nullable BitSet[] guards;

  /** For each variable, the operations that may find a value that is not its last. */
  private final List<Set<Op>> readers;

  /** The variables of which values could be read that could not before, since that was asked. */
  private final BitSet newlyRead = new BitSet();

  /** For each variable, whether some access is sequentially consistent. */
  private final boolean[] sequential;

  /** Whether there are fences after which loads made before have acquired. */
  boolean acquireFences;

  /** Whether there are fences that order a vCPU's own stores only. */
  boolean storeFences;

  /** Whether there are fences that order everything. */
  boolean fullFences;

  /** Whether there are stores that are sequentially consistent. */
  boolean sequentialStores;

  private final ViewRules rules;
  private final OrderedUpdates updates;
  private int facts;

  /**
   * Knows nothing yet.
   *
   * @param rules whether it looks for locks that guard variables, and for updates that are told
   *     what happens before them
   */
  Usage(Variables variables, List<OperationTable> programs, ViewRules rules) {
    this.rules = rules;
    updates = new OrderedUpdates(variables, programs.size(), rules.tells());
    this.variables = variables;
    this.programs = programs.toArray(new OperationTable[0]);
    absorbed = new int[programs.size()];
    plain = new boolean[variables.size()];
    told = new boolean[variables.size()];
    atomic = new boolean[variables.size()];
    probed = new boolean[variables.size()];
    accessors = new long[variables.size()];
    written = new boolean[variables.size()];
    sequential = new boolean[variables.size()];
    guards = new BitSet[variables.size()];
    readers =
        Stream.generate(LinkedHashSet<Op>::new)
            .limit(variables.size())
            .collect(Collectors.<Set<Op>>toList());
  }

  /** How much is known: grows with everything new. */
  int facts() {
    return facts;
  }

  /** Takes note of the nodes that programs have got. */
  void absorb() {
    for (int vcpu = 0; vcpu < programs.length; vcpu++) {
      while (absorbed[vcpu] < programs[vcpu].size()) {
        absorb(vcpu, absorbed[vcpu]++);
      }
    }
  }

  private void absorb(int vcpu, int node) {
    Op op = programs[vcpu].op(node);
    switch (op.kind()) {
      case END, FAIL, CHOOSE -> {}
      case ALLOC -> variables.heap((int) op.a()).life().forEach(life -> absorbSlot(vcpu, life));
      case FREE -> absorbSlot(vcpu, op.variable());
      case FENCE -> absorb((Fence) variables.values().nonNull(op.a()));
      default -> {
        absorbAccess(vcpu, op);
        guard(op, programs[vcpu].held(node));
      }
    }
  }

  /** The update of a ghost that is told what happens before it, if an operation is one. */
  @Nullable OrderedUpdate<?> update(Op op) {
    return updates.of(op);
  }

  private void absorbSlot(int vcpu, int life) {
    Variables.Heap heap = variables.heapOfSlot(life);
    int slot = heap.life().indexOf(life);
    touch(vcpu, life, true);
    for (int field = heap.first().get(slot); field < heap.end().get(slot); field++) {
      touch(vcpu, field, true);
    }
  }

  private void absorb(Fence fence) {
    boolean acquires = fence == Fence.FULL || fence == Fence.ACQUIRE;
    boolean orders = fence == Fence.STORE_STORE;
    facts += (acquires && !acquireFences) || (orders && !storeFences) ? 1 : 0;
    acquireFences |= acquires;
    fullFences |= fence == Fence.FULL;
    storeFences |= orders;
  }

  private void absorbAccess(int vcpu, Op op) {
    int variable = op.variable();
    touch(vcpu, variable, op.kind().writes());
    sequentialStores |= op.kind().writes() && op.access() == Access.VOLATILE;
    note(op.access() == Access.PLAIN ? plain : atomic, variable);
    absorbReader(op);
    if (update(op) != null) {
      note(told, variable);
    }
    if (op.kind() != Op.Kind.LOCK && op.kind() != Op.Kind.UNLOCK) {
      note(probed, variable);
    }
  }

  private void absorbReader(Op op) {
    boolean isReader =
        switch (op.kind()) {
          case LOAD, PROJECT, AWAIT, AWAIT_NOT, TRY_LOCK -> true;
          case COMPARE_AND_SET, COMPARE_AND_EXCHANGE, ADD_UNLESS_INT, ADD_UNLESS_LONG -> true;
          default -> false;
        };
    int variable = op.variable();
    if (isReader && !op.isPlain() && !readers.get(variable).contains(op)) {
      for (int code = 0; code < variables.codes(variable); code++) {
        if (isReadBy(op, code) && !isReadable(variable, code)) {
          newlyRead.set(variable);
          facts++;
        }
      }
      readers.get(variable).add(op);
    }
  }

  /** Whether an operation reads a value of its variable and goes on without having written. */
  private boolean isReadBy(Op op, int code) {
    long value = variables.decode(op.variable(), code);
    return !Semantics.isBlocked(op, value) && !Semantics.writes(op, value);
  }

  /** Whether a value of a variable, by its code, can be read other than to write the next one. */
  boolean isReadable(int variable, int code) {
    for (Op reader : readers.get(variable)) {
      if (isReadBy(reader, code)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what {@link #isReadable} answered is otherwise by now, of variables with messages. */
  boolean readsMore(ViewLayout kept) {
    return newlyRead.stream().anyMatch(variable -> kept.kept(variable) == ViewLayout.Kept.MESSAGES);
  }

  /** Begins with what is known by now. */
  void forgetReads() {
    newlyRead.clear();
  }

  /* A lock in a struct keeps nobody out: the struct can be freed while the lock is held. */
  private void guard(Op op, int[] held) {
    BitSet now = new BitSet();
    Arrays.stream(held)
        .filter(lock -> variables.variable(lock).slot() == Variables.NONE)
        .forEach(now::set);
    if (op.access() == Access.VOLATILE) {
      note(sequential, op.variable());
    }
    BitSet before = guards[op.variable()];
    if (before == null) {
      guards[op.variable()] = now;
    } else if (!before.isEmpty()) {
      before.and(now);
      facts += before.isEmpty() ? 1 : 0;
    }
  }

  /**
   * Whether a variable is accessed under one lock only: whoever has it knows of all accesses
   * before, and finds the last value. A free need not be under the lock, for it is ordered after
   * every access by what is kept of the slot. A sequentially consistent access is ordered with
   * those to other variables, too, so there must be none.
   */
  boolean isGuarded(int variable) {
    BitSet guard = guards[variable];
    return rules.reduces() && guard != null && !guard.isEmpty() && !sequential[variable];
  }

  private void touch(int vcpu, int variable, boolean writes) {
    long before = accessors[variable];
    accessors[variable] |= 1L << vcpu;
    facts += before == accessors[variable] ? 0 : 1;
    if (writes) {
      note(written, variable);
    }
  }

  private void note(boolean[] of, int variable) {
    facts += of[variable] ? 0 : 1;
    of[variable] = true;
  }
}
