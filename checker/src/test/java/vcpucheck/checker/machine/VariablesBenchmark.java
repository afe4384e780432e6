package vcpucheck.checker.machine;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;

/** Values as codes: how long it takes to find the code of one, while code is unfolded. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class VariablesBenchmark {
  private static final int VARIABLES = 64;
  private static final int VALUES = 32;

  /** Values that codes are looked up for in different ways. */
  public enum Size {
    SMALL(0),
    LARGE(1L << 32);

    private final long first;

    Size(long first) {
      this.first = first;
    }
  }

  /** How large the values are. */
  @Param public Size size;

  private Variables known;

  /** Gives every variable its values. */
  @Setup
  public void fill() {
    known = fresh();
    encode(known);
  }

  private static Variables fresh() {
    Variables variables = new Variables();
    for (int variable = 0; variable < VARIABLES; variable++) {
      variables.add("cell", Variable.Type.NUMBER, Variables.NONE, 0);
    }
    return variables;
  }

  private long encode(Variables variables) {
    int end = variables.size();
    long sum = 0;
    for (long value = size.first; value < size.first + VALUES; value++) {
      for (int variable = end - VARIABLES; variable < end; variable++) {
        sum += variables.encode(variable, value);
      }
    }
    return sum;
  }

  /** The code of a value that the variable had before. */
  @Benchmark
  @OperationsPerInvocation(VARIABLES * VALUES)
  public long encodeKnown() {
    return encode(known);
  }

  /**
   * The code of a value that the variable never had; its share of making the variables included.
   */
  @Benchmark
  @OperationsPerInvocation(VARIABLES * VALUES)
  public long encodeNew() {
    return encode(fresh());
  }
}
