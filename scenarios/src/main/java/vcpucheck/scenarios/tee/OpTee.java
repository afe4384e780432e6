package vcpucheck.scenarios.tee;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.SecureWorld;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.Registers;

/**
 * The secure world with OP-TEE in it: answers secure monitor calls.
 *
 * <p>What it does between two of them, each object and each thread state, is shared state of the
 * model, so that other processors can be inside at the same time.
 */
public final class OpTee implements SecureWorld {
  private static final long ID_BITS = 0xFFFF_FFFFL;
  private static final long FAST_CALL = 0x8000_0000L;
  private static final long HYPERVISOR = 0;
  private static final int MAPPED_AT_LEAST = 2;

  private final Memory memory;
  private final Map<Long, Partition> partitions = new LinkedHashMap<>();
  private final StandardCalls standardCalls;
  private final int threads;

  /**
   * Makes OP-TEE while a model is built.
   *
   * @param clients the client ids of the virtual machines that it knows from the start
   */
  public OpTee(Machine machine, List<Long> clients, TeeConfig config) {
    memory = machine.memory();
    for (long client : clients) {
      partitions.put(
          client,
          new Partition(
              memory, "optee" + client, ThreadTable.of(config.threads(), config.caches())));
    }
    threads = config.threads();
    standardCalls = new StandardCalls(machine, body(machine, config));
  }

  private static ThreadBehaviour body(Machine machine, TeeConfig config) {
    Memory memory = machine.memory();
    int entries = config.listEntries();
    return config.conduct() instanceof TeeConfig.Scripted scripted
        ? new ScriptedBehaviour(memory, scripted, new GuestBuffers(machine, entries, 0))
        : new ArbitraryBehaviour(
            memory,
            (TeeConfig.AnyLegal) config.conduct(),
            new GuestBuffers(machine, entries, MAPPED_AT_LEAST));
  }

  /** What OP-TEE holds for a virtual machine: for properties. */
  public Partition partition(long client) {
    Partition partition = partitions.get(client);
    if (partition == null) {
      throw new IllegalArgumentException("OP-TEE must know the client: client=" + client);
    }
    return partition;
  }

  @Override
  public Registers call(Registers arguments) {
    return memory.call(() -> dispatch(arguments));
  }

  private Registers dispatch(Registers arguments) {
    long id = arguments.r0() & ID_BITS;
    boolean isFast = (id & FAST_CALL) != 0;
    if (isFast && arguments.r7() == HYPERVISOR) {
      return Identity.answer(id, threads)
          .orElseGet(() -> Registers.of(fastCallOfHypervisor(arguments, id)));
    }
    @Nullable Partition partition = partitions.get(arguments.r7());
    if (partition == null) {
      return Registers.of(SmcReturn.ENOTAVAIL);
    }
    if (isFast) {
      return Identity.answer(id, threads).orElseGet(() -> fastCall(partition, id));
    }
    return id == SmcFunction.CALL_RETURN_FROM_RPC.id()
        ? resume(partition, arguments)
        : standardCalls.begin(partition, arguments);
  }

  @CFunction("thread_resume_from_rpc")
  private Registers resume(Partition partition, Registers arguments) {
    long id = arguments.r3();
    Optional<SecureThread> suspended = partition.resume(id);
    memory.expect(
        suspended.isPresent(),
        "single-driver",
        "the mediator resumes a secure thread that does not wait: thread=" + id);
    return suspended
        .map(thread -> standardCalls.resume(partition, (int) id, thread, arguments))
        .orElseGet(() -> Registers.of(SmcReturn.ERESUME));
  }

  @CFunction("tee_entry_fast")
  private Registers fastCall(Partition partition, long id) {
    if (id == SmcFunction.ENABLE_SHM_CACHE.id()) {
      return Registers.of(partition.enableCache() ? SmcReturn.OK : SmcReturn.EBUSY);
    }
    if (id == SmcFunction.DISABLE_SHM_CACHE.id()) {
      return partition.disableCache().map(OpTee::disabled).orElse(Registers.of(SmcReturn.EBUSY));
    }
    memory.expect(
        SmcFunction.of(id) != null,
        "faithfulness",
        "the mediator calls a function that OP-TEE does not have: 0x" + Long.toHexString(id));
    return Registers.of(SmcReturn.UNKNOWN_FUNCTION);
  }

  private static Registers disabled(ArgumentPage taken) {
    return taken.isPresent()
        ? Registers.of(SmcReturn.OK).withPair12(taken.cookie())
        : Registers.of(SmcReturn.ENOTAVAIL);
  }

  @CFunction("tee_entry_fast")
  private long fastCallOfHypervisor(Registers arguments, long id) {
    boolean isCreation = id == SmcFunction.VM_CREATED.id();
    if (!isCreation && id != SmcFunction.VM_DESTROYED.id()) {
      return SmcReturn.UNKNOWN_FUNCTION;
    }
    @Nullable Partition partition = partitions.get(arguments.r1());
    if (partition == null) {
      return isCreation ? SmcReturn.ENOTAVAIL : SmcReturn.OK;
    }
    memory.expect(
        isCreation || partition.exists(),
        "destroyed-once",
        "OP-TEE is told again that a virtual machine is destroyed");
    partition.setPresence(isCreation);
    return SmcReturn.OK;
  }
}
