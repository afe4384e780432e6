package vcpucheck.scenarios.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResultKt;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.util.ExceptionResult;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/** Counts executions; right are those in which no vCPU throws. */
public final class CountingVerifier implements Verifier {
  /** How many there were in this process. */
  static final AtomicLong EXECUTIONS = new AtomicLong();

  /**
   * Called by Lincheck.
   *
   * @param specification what is right, which the program itself says
   */
  public CountingVerifier(Class<?> specification) {}

  @Override
  public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
    EXECUTIONS.incrementAndGet();
    return ExecutionResultKt.getAllResults(results).stream()
        .noneMatch(ExceptionResult.class::isInstance);
  }
}
