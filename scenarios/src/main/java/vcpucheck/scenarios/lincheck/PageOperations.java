package vcpucheck.scenarios.lincheck;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.spec.TableOperation;

/** Argument pages are added, searched for and taken out; one is there from the start. */
@Param(name = "cookie", gen = IntGen.class, conf = "1:2")
public abstract class PageOperations {
  private final Subject subject;

  PageOperations(Subject subject) {
    this.subject = subject;
    subject.perform(new TableOperation.AddPage(1, Subjects.CONTENT));
  }

  /** See {@link TableOperation.AddPage}. */
  @Operation(params = "cookie")
  public final String add(int cookie) {
    return answer(new TableOperation.AddPage(cookie, Subjects.CONTENT));
  }

  /** See {@link TableOperation.FindPage}. */
  @Operation(params = "cookie")
  public final String find(int cookie) {
    return answer(new TableOperation.FindPage(cookie));
  }

  /** See {@link TableOperation.RemovePage}. */
  @Operation(params = "cookie")
  public final String remove(int cookie) {
    return answer(new TableOperation.RemovePage(cookie));
  }

  private String answer(TableOperation operation) {
    return subject.perform(operation).toString();
  }

  /** Uses are counted: our repair. */
  public static final class Locked extends PageOperations {
    public Locked() {
      super(Subjects.locked(Revision.REPAIRED));
    }
  }

  /** Ours. */
  public static final class LockFree extends PageOperations {
    public LockFree() {
      super(Subjects.lockFree());
    }
  }

  /** What is right. */
  public static final class Specified extends PageOperations {
    public Specified() {
      super(Subjects.specification());
    }
  }
}
