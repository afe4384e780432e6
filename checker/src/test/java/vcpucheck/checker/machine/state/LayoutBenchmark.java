package vcpucheck.checker.machine.state;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** States as fields in words: how long it takes to write one, to move it, to fingerprint it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class LayoutBenchmark {
  private static final int STATES = 1024;
  private static final int VCPUS = 3;
  private static final int NARROW = 3;

  /** How many variables there are. */
  @Param({"12", "120"})
  public int variables;

  private Layout layout;
  private Layout.Relocation relocation;
  private long[] states;
  private long[] moved;

  /** Lays fields out, then again with one bit more for each vCPU. */
  @Setup
  public void layOut() {
    int[] bits = new int[variables + VCPUS];
    Arrays.fill(bits, NARROW);
    layout = new Layout(variables, bits);
    for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
      bits[variables + vcpu]++;
    }
    Layout wider = new Layout(variables, bits);
    relocation = wider.from(layout);
    states = new long[STATES * layout.words()];
    moved = new long[STATES * wider.words()];
    write();
  }

  /** Writes every field of each state. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public long[] write() {
    int words = layout.words();
    for (int state = 0; state < STATES; state++) {
      for (int field = 0; field < variables + VCPUS; field++) {
        layout.set(states, state * words, field, (state + field) & ((1 << NARROW) - 1));
      }
    }
    return states;
  }

  /** Copies states into the wider layout. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public long[] relocate() {
    Arrays.fill(moved, 0);
    relocation.copy(STATES, states, moved);
    return moved;
  }

  /** Hashes the codes of each state, wherever they lie. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public long hash() {
    int words = layout.words();
    long sum = 0;
    for (int state = 0; state < STATES; state++) {
      sum += layout.hash(states, state * words);
    }
    return sum;
  }
}
