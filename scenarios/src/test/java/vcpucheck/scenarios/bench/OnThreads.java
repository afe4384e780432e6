package vcpucheck.scenarios.bench;

import java.util.Optional;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/**
 * A program as Lincheck runs it, on real memory: each vCPU is one operation of a thread, and what
 * must hold at the end is looked at then.
 */
public abstract class OnThreads {
  private final Program program;

  OnThreads(SharedProgram shared) {
    program = shared.model().build(NativeMemory.create());
  }

  /** Runs a vCPU to its end. */
  @Operation
  public final void run(int vcpu) {
    runAll(program.vcpus().get(vcpu));
  }

  private static <L> void runAll(Vcpu<L> vcpu) {
    Optional<L> local = Optional.of(vcpu.start());
    while (local.isPresent()) {
      local = vcpu.step().run(local.get());
    }
  }

  /** Called by Lincheck when every vCPU has ended. */
  @Validate
  public final void validate() {
    judge();
  }

  /* Not a part of what Lincheck steps through. */
  final void judge() {
    for (Property property : program.properties()) {
      if (property instanceof Property.AtEnd atEnd) {
        atEnd
            .check()
            .problem()
            .ifPresent(
                problem -> {
                  throw new IllegalStateException(problem);
                });
      }
    }
  }

  /** See {@link SharedProgram#LOST_UPDATE}. */
  public static final class LostUpdates extends OnThreads {
    public LostUpdates() {
      super(SharedProgram.LOST_UPDATE);
    }
  }

  /** See {@link SharedProgram#UNMARKED}. */
  public static final class Unmarked extends OnThreads {
    public Unmarked() {
      super(SharedProgram.UNMARKED);
    }
  }

  /** See {@link SharedProgram#UNTAGGED}. */
  public static final class Untagged extends OnThreads {
    public Untagged() {
      super(SharedProgram.UNTAGGED);
    }
  }

  /** See {@link SharedProgram#COOKIE_REUSE}. */
  public static final class CookieReuse413 extends OnThreads {
    public CookieReuse413() {
      super(SharedProgram.COOKIE_REUSE);
    }
  }

  /** See {@link SharedProgram#COOKIE_REUSE_FIXED}. */
  public static final class CookieReuse414 extends OnThreads {
    public CookieReuse414() {
      super(SharedProgram.COOKIE_REUSE_FIXED);
    }
  }

  /** See {@link SharedProgram#SMALL_COUNTER}. */
  public static final class SmallCounter extends OnThreads {
    public SmallCounter() {
      super(SharedProgram.SMALL_COUNTER);
    }
  }

  /** See {@link SharedProgram#COUNTER}. */
  public static final class Counter extends OnThreads {
    public Counter() {
      super(SharedProgram.COUNTER);
    }
  }
}
