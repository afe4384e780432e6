package vcpucheck.scenarios.tee;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.MachinePage;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;

/** How standard calls enter OP-TEE: a thread for each, and its message page. */
final class StandardCalls {
  private static final long ID_BITS = 0xFFFF_FFFFL;

  private final Memory memory;
  private final Machine machine;
  private final ThreadBehaviour body;

  StandardCalls(Machine machine, ThreadBehaviour body) {
    this.machine = machine;
    this.body = body;
    memory = machine.memory();
  }

  /* core/arch/arm/kernel/thread.c thread_alloc_and_run; thread_optee_smc.c std_smc_entry. */
  @CFunction("thread_alloc_and_run")
  Registers begin(Partition partition, Registers arguments) {
    Optional<ThreadTable.Admission> admitted = partition.admit();
    memory.expect(
        admitted.isPresent(),
        "thread-limit",
        "the mediator lets more calls in than OP-TEE has threads");
    if (admitted.isEmpty()) {
      return Registers.of(SmcReturn.ETHREAD_LIMIT);
    }
    ThreadTable.Admission admission = admitted.orElseThrow();
    if ((arguments.r0() & ID_BITS) != SmcFunction.CALL_WITH_ARG.id()) {
      return refuse(partition, admission, SmcReturn.EBADCMD);
    }
    long address = Registers.pair(arguments.r1(), arguments.r2());
    @Nullable MachinePage page = machine.page(address);
    if (page == null || address % PageContent.PAGE_SIZE != 0) {
      return refuse(partition, admission, SmcReturn.EBADADDR);
    }
    long refusal = body.refusal();
    if (refusal != SmcReturn.OK) {
      return refuse(partition, admission, refusal);
    }
    Message message = new Message(page.content().get(Access.OPAQUE));
    Frame frame = Frame.of(address, message, admission.caches());
    return body.execute(
        new SecureCall(partition, admission.thread(), admission.argument(), frame), message);
  }

  private static Registers refuse(
      Partition partition, ThreadTable.Admission admission, long status) {
    partition.free(admission.thread(), admission.argument());
    return Registers.of(status);
  }

  /** Continues with the guest's answer. */
  @CFunction("thread_resume_from_rpc")
  Registers resume(Partition partition, int id, SecureThread thread, Registers answer) {
    return body.answered(new SecureCall(partition, id, thread.argument(), thread.frame()), answer);
  }
}
