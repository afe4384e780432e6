package vcpucheck.scenarios.lincheck;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.spec.TableOperation;

/** BufferOperations are added, searched for and taken out; one is there from the start. */
@Param(name = "cookie", gen = IntGen.class, conf = "1:2")
public abstract class BufferOperations {
  private final Subject subject;

  BufferOperations(Subject subject) {
    this.subject = subject;
    subject.perform(new TableOperation.AddBuffer(1, Subjects.CONTENT));
  }

  /** See {@link TableOperation.AddBuffer}. */
  @Operation(params = "cookie")
  public final String add(int cookie) {
    return answer(new TableOperation.AddBuffer(cookie, Subjects.CONTENT));
  }

  /** See {@link TableOperation.FindBuffer}. */
  @Operation(params = "cookie")
  public final String find(int cookie) {
    return answer(new TableOperation.FindBuffer(cookie));
  }

  /** See {@link TableOperation.RemoveBuffer}. */
  @Operation(params = "cookie")
  public final String remove(int cookie) {
    return answer(new TableOperation.RemoveBuffer(cookie));
  }

  private String answer(TableOperation operation) {
    return subject.perform(operation).toString();
  }

  /** As in C, what is found is used without a lock. */
  public static final class Locked extends BufferOperations {
    public Locked() {
      super(Subjects.locked(Revision.XEN_4_22));
    }
  }

  /** What is found is used under the lock: our repair. */
  public static final class Repaired extends BufferOperations {
    public Repaired() {
      super(Subjects.locked(Revision.REPAIRED));
    }
  }

  /** Ours. */
  public static final class LockFree extends BufferOperations {
    public LockFree() {
      super(Subjects.lockFree());
    }
  }

  /** Ours, but two searches before two insertions see nothing. */
  public static final class Seeded extends BufferOperations {
    public Seeded() {
      super(Subjects.lockFree(Mutant.SCAN_THEN_INSERT));
    }
  }

  /** What is right. */
  public static final class Specified extends BufferOperations {
    public Specified() {
      super(Subjects.specification());
    }
  }
}
