package vcpucheck.checker.engine.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import vcpucheck.checker.engine.base.CheckpointFields;

/** What the expansion of states has shown, beside where they lead. Travels as a block. */
final class LevelReport {
  /** The cost of a violation where there is none. */
  static final long NO_COST = Long.MAX_VALUE;

  private long transitions;

  /** That of the cheapest violation behind a state. */
  private long cost = NO_COST;

  /** That of the cheapest violation that rests on assumptions. */
  private long assumedCost = NO_COST;

  /** The variables that vCPUs race for. */
  private final BitSet raced = new BitSet();

  /** The reachable conditions that were met. */
  private final BitSet met = new BitSet();

  /** For each vCPU, the nodes whose operations were performed. */
  private final List<BitSet> performed = new ArrayList<>();

  /** States that could not be expanded without unfolding code. */
  private final List<long[]> residual = new ArrayList<>();

  LevelReport(int vcpus) {
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      performed.add(new BitSet());
    }
  }

  void addTransitions(int count) {
    transitions += count;
  }

  void addViolation(long ofCost) {
    cost = Math.min(cost, ofCost);
  }

  /** Adds a violation that is one only as long as no assumption of a reduction has failed. */
  void addAssumedViolation(long ofCost) {
    assumedCost = Math.min(assumedCost, ofCost);
  }

  void addRace(int variable) {
    raced.set(variable);
  }

  void addResidual(long[] state) {
    residual.add(state);
  }

  BitSet met() {
    return met;
  }

  BitSet performed(int vcpu) {
    return performed.get(vcpu);
  }

  BitSet raced() {
    return raced;
  }

  long transitions() {
    return transitions;
  }

  /**
   * The cost of the cheapest violation.
   *
   * @param isAssumed whether those count that rest on assumptions
   */
  long cost(boolean isAssumed) {
    return isAssumed ? Math.min(cost, assumedCost) : cost;
  }

  /** Takes away the states that could not be expanded. */
  List<long[]> takeResidual() {
    List<long[]> taken = List.copyOf(residual);
    residual.clear();
    return taken;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(transitions);
      out.writeLong(cost);
      out.writeLong(assumedCost);
      CheckpointFields.bits(out, raced);
      CheckpointFields.bits(out, met);
      for (BitSet nodes : performed) {
        CheckpointFields.bits(out, nodes);
      }
      out.writeInt(residual.size());
      out.writeInt(residual.isEmpty() ? 0 : residual.get(0).length);
      for (long[] state : residual) {
        for (long word : state) {
          out.writeLong(word);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("checker bug: memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  /** Adds what another report says. */
  void add(byte[] other) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(other));
    transitions += in.readLong();
    cost = Math.min(cost, in.readLong());
    assumedCost = Math.min(assumedCost, in.readLong());
    raced.or(CheckpointFields.bits(in));
    met.or(CheckpointFields.bits(in));
    for (BitSet nodes : performed) {
      nodes.or(CheckpointFields.bits(in));
    }
    int count = in.readInt();
    int words = in.readInt();
    for (int i = 0; i < count; i++) {
      long[] state = new long[words];
      for (int w = 0; w < words; w++) {
        state[w] = in.readLong();
      }
      residual.add(state);
    }
  }
}
