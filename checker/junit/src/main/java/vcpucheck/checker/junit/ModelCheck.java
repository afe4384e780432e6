package vcpucheck.checker.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;

/**
 * Marks a method that returns a {@link vcpucheck.checker.model.Model}, takes nothing, and is
 * checked as a test: one for each memory model and build. The test fails with the interleaving
 * unless the verdict is the expected one, and leaves a trace file in {@code target/vcpucheck}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Testable
public @interface ModelCheck {
  /** The memory models, one test each. */
  MemoryModel[] memory() default MemoryModel.SC;

  /** The builds, one test each. */
  Options.Build[] build() default Options.Build.DEBUG;

  /** The name of the property that must be violated; empty if the model must be verified. */
  String violates() default "";

  /** How many distinct states may be visited; a search that needs more fails the test. */
  long states() default Long.MAX_VALUE;

  /** How many seconds a search may take; 0 for any time. */
  long seconds() default 0;

  /** How many threads search. */
  int workers() default 1;
}
