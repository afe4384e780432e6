package vcpucheck.scenarios.lincheck;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.spec.TableOperation;

/** Room for buffers is reserved and given back: there is room for one. */
public abstract class LimitOperations {
  private final Subject subject;

  LimitOperations(Subject subject) {
    this.subject = subject;
  }

  /** See {@link TableOperation.Reserve}. */
  @Operation
  public final String reserve(@Param(gen = ThreadIdGen.class) int vcpu) {
    return answer(new TableOperation.Reserve(vcpu, 1));
  }

  /** See {@link TableOperation.Reserve}. */
  @Operation
  public final String reserveTooMany(@Param(gen = ThreadIdGen.class) int vcpu) {
    return answer(new TableOperation.Reserve(vcpu, Subjects.TOO_MANY_PAGES));
  }

  /** See {@link TableOperation.GiveBack}. */
  @Operation
  public final String giveBack(@Param(gen = ThreadIdGen.class) int vcpu) {
    return answer(new TableOperation.GiveBack(vcpu));
  }

  private String answer(TableOperation operation) {
    return subject.perform(operation).toString();
  }

  /** Two counters, one after the other. */
  public static final class Locked extends LimitOperations {
    public Locked() {
      super(Subjects.locked(Revision.XEN_4_22));
    }
  }

  /** Ours. */
  public static final class LockFree extends LimitOperations {
    public LockFree() {
      super(Subjects.lockFree());
    }
  }

  /** What is right. */
  public static final class Specified extends LimitOperations {
    public Specified() {
      super(Subjects.specification());
    }
  }
}
