package vcpucheck.scenarios.lincheck;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.spec.TableOperation;

/** CallOperations begin, are suspended, resumed and end; one waits from the start. */
@Param(name = "thread", gen = IntGen.class, conf = "0:2")
public abstract class CallOperations {
  private final Subject subject;

  CallOperations(Subject subject) {
    this.subject = subject;
    subject.perform(new TableOperation.Begin(Subjects.NO_THREAD));
    subject.perform(new TableOperation.Suspend(Subjects.NO_THREAD, Subjects.NO_THREAD));
  }

  /** See {@link TableOperation.Begin}. */
  @Operation
  public final String begin(@Param(gen = ThreadIdGen.class) int vcpu) {
    return answer(new TableOperation.Begin(vcpu));
  }

  /** See {@link TableOperation.Resume}. */
  @Operation(params = {"", "thread"})
  public final String resume(@Param(gen = ThreadIdGen.class) int vcpu, int thread) {
    return answer(new TableOperation.Resume(vcpu, thread));
  }

  /** See {@link TableOperation.Suspend}. */
  @Operation
  public final String suspend(@Param(gen = ThreadIdGen.class) int vcpu) {
    return answer(new TableOperation.Suspend(vcpu, vcpu));
  }

  /** See {@link TableOperation.End}. */
  @Operation
  public final String end(@Param(gen = ThreadIdGen.class) int vcpu) {
    return answer(new TableOperation.End(vcpu));
  }

  private String answer(TableOperation operation) {
    return subject.perform(operation).toString();
  }

  /** Under a lock. */
  public static final class Locked extends CallOperations {
    public Locked() {
      super(Subjects.locked(Revision.XEN_4_22));
    }
  }

  /** Ours. */
  public static final class LockFree extends CallOperations {
    public LockFree() {
      super(Subjects.lockFree());
    }
  }

  /** What is right. */
  public static final class Specified extends CallOperations {
    public Specified() {
      super(Subjects.specification());
    }
  }
}
