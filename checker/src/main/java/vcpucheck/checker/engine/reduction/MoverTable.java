package vcpucheck.checker.engine.reduction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Mobility;
import vcpucheck.checker.machine.operation.Op;

/**
 * What part of a block each node's operation can be, as far as was asked: see {@link
 * BlockExpander}. Shared by the expanders of one search.
 */
public final class MoverTable {
  /** Not asked yet. */
  static final byte UNKNOWN = 0;

  static final byte YES = 1;
  static final byte NO = 2;

  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final SharingAnalysis sharing;

  /** Whether races are looked for between accesses that are possible at once. */
  private final boolean meetsRaces;

  private final byte[][] ordered;
  private final byte[][] mover;
  private final byte[][] delayed;
  private final byte[][] section;
  private final byte[][] unobserved;

  /** By variable. */
  private final byte[][] unseen;

  /** Whether there are movers. */
  private byte any = UNKNOWN;

  /** Makes a table that knows nothing. */
  public MoverTable(TransitionSystem system, SharingAnalysis sharing) {
    machine = system.machine();
    vcpus = system.vcpus();
    meetsRaces = system.properties().wantsNoRaces() && !machine.findsRaces();
    this.sharing = sharing;
    ordered = new byte[vcpus.count()][0];
    mover = new byte[vcpus.count()][0];
    delayed = new byte[vcpus.count()][0];
    section = new byte[vcpus.count()][0];
    unobserved = new byte[vcpus.count()][0];
    unseen = new byte[vcpus.count()][0];
  }

  /**
   * Whether there are movers at all: there are none where an assumption of the code can fail. What
   * was answered first stays the answer.
   */
  boolean hasAny() {
    boolean hasNoCuts = sharing.hasNoCuts();
    if (any == UNKNOWN) {
      any = hasNoCuts ? YES : NO;
    }
    return any == YES;
  }

  /**
   * Whether a node's operation is an ordered access.
   *
   * @param mayAsk whether to find out; if not, the answer may be {@link #UNKNOWN}
   */
  byte ordered(int vcpu, int node, boolean mayAsk) {
    byte known = known(ordered, vcpu, node);
    if (known != UNKNOWN || !mayAsk) {
      return known;
    }
    Op op = absorbed(vcpu, node);
    return remember(ordered, vcpu, node, sharing.isOrdered(op));
  }

  /**
   * Whether a node's operation is a mover.
   *
   * @param mayAsk whether to find out; if not, the answer may be {@link #UNKNOWN}
   */
  byte mover(int vcpu, int node, boolean mayAsk) {
    byte known = known(mover, vcpu, node);
    if (known != UNKNOWN || !mayAsk) {
      return known;
    }
    Op op = absorbed(vcpu, node);
    return remember(mover, vcpu, node, sharing.isMover(vcpu, op, mobility(op)));
  }

  /* Accesses that can race must be possible at once between blocks. */
  private Mobility mobility(Op op) {
    Mobility mobility = machine.mobility(op);
    boolean mayRace = op.kind().isAccess() && mobility != Mobility.NEVER;
    return meetsRaces && mayRace ? Mobility.ALONE : mobility;
  }

  /**
   * Whether a node's operation can be put off.
   *
   * @param mayAsk whether to find out; if not, the answer may be {@link #UNKNOWN}
   */
  byte delayed(int vcpu, int node, boolean mayAsk) {
    byte known = known(delayed, vcpu, node);
    if (known != UNKNOWN || !mayAsk) {
      return known;
    }
    Op op = absorbed(vcpu, node);
    return remember(delayed, vcpu, node, sharing.isMover(vcpu, op, machine.delay(op)));
  }

  /**
   * Whether a store of a vCPU to a variable can reach memory as soon as it is the next one.
   *
   * @param mayAsk whether to find out; if not, the answer may be {@link #UNKNOWN}
   */
  byte unseen(int vcpu, int variable, boolean mayAsk) {
    byte known = known(unseen, vcpu, variable);
    if (known != UNKNOWN || !mayAsk) {
      return known;
    }
    sharing.absorb();
    return remember(unseen, vcpu, variable, sharing.isUnseen(vcpu, variable));
  }

  /**
   * Whether a node's operation takes a lock that does nothing but keep others out.
   *
   * @param mayAsk whether to find out; if not, the answer may be {@link #UNKNOWN}
   */
  byte section(int vcpu, int node, boolean mayAsk) {
    byte known = known(section, vcpu, node);
    if (known != UNKNOWN || !mayAsk) {
      return known;
    }
    Op op = absorbed(vcpu, node);
    return remember(section, vcpu, node, sharing.beginsSection(op));
  }

  /**
   * Whether a node's operation, an allocation, is from a slab that no invariant reads.
   *
   * @param mayAsk whether to find out; if not, the answer may be {@link #UNKNOWN}
   */
  byte unobserved(int vcpu, int node, boolean mayAsk) {
    byte known = known(unobserved, vcpu, node);
    if (known != UNKNOWN || !mayAsk) {
      return known;
    }
    Op op = absorbed(vcpu, node);
    return remember(unobserved, vcpu, node, sharing.isUnobserved((int) op.a()));
  }

  public void save(DataOutput out) throws IOException {
    out.writeByte(any);
    for (int vcpu = 0; vcpu < ordered.length; vcpu++) {
      save(out, ordered[vcpu]);
      save(out, mover[vcpu]);
      save(out, delayed[vcpu]);
      save(out, section[vcpu]);
      save(out, unobserved[vcpu]);
      save(out, unseen[vcpu]);
    }
  }

  private static void save(DataOutput out, byte[] answers) throws IOException {
    out.writeInt(answers.length);
    out.write(answers);
  }

  /** Reads what was saved. */
  public void restore(DataInput in) throws IOException {
    any = in.readByte();
    for (int vcpu = 0; vcpu < ordered.length; vcpu++) {
      ordered[vcpu] = answers(in);
      mover[vcpu] = answers(in);
      delayed[vcpu] = answers(in);
      section[vcpu] = answers(in);
      unobserved[vcpu] = answers(in);
      unseen[vcpu] = answers(in);
    }
  }

  private static byte[] answers(DataInput in) throws IOException {
    byte[] answers = new byte[in.readInt()];
    in.readFully(answers);
    return answers;
  }

  private static byte known(byte[][] answers, int vcpu, int index) {
    return index < answers[vcpu].length ? answers[vcpu][index] : UNKNOWN;
  }

  /** A node's operation, once all is absorbed that the automata say. */
  private Op absorbed(int vcpu, int node) {
    sharing.absorb();
    return vcpus.table(vcpu).op(node);
  }

  private static byte remember(byte[][] answers, int vcpu, int index, boolean isSo) {
    if (index >= answers[vcpu].length) {
      answers[vcpu] = Arrays.copyOf(answers[vcpu], Math.max(index + 1, answers[vcpu].length * 2));
    }
    answers[vcpu][index] = isSo ? YES : NO;
    return answers[vcpu][index];
  }
}
