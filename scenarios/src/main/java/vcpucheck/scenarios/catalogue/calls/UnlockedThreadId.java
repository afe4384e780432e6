package vcpucheck.scenarios.catalogue.calls;

import java.util.Objects;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.form.Form;
import vcpucheck.scenarios.form.WorldMutant;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.world.TableWorld;

/**
 * S48: Xen forgets a call's thread id without the lock, and enters OP-TEE; another vCPU gets that
 * thread, and looks for its own call by the id.
 *
 * <p>One would believe that a store without the lock may be seen late. It may; but who has the
 * thread next has it from OP-TEE, whose own lock orders what was done before the thread was given
 * back. A model in which the secure world orders nothing reports what cannot happen, and one in
 * which every entry orders everything hides what can.
 *
 * <pre>
 * vCPU 0                                  vCPU 1
 * forgets the thread id of its call
 * enters OP-TEE: thread 0 is free
 *                                         enters OP-TEE with a call: gets thread 0
 *                                         looks for the call with thread 0: its own, not vCPU 0's
 * </pre>
 */
final class UnlockedThreadId {
  private static final int THREAD = 0;
  private static final int FREE = 0;
  private static final int BUSY = 1;

  private UnlockedThreadId() {}

  static Scenario scenario() {
    String mutant = WorldMutant.UNORDERED_THREADS.label();
    String race = BuiltInProperty.NO_DATA_RACE.label();
    String refusal = Refusal.NO_SPURIOUS_REFUSAL;
    return ScenarioBuilder.of("S48", "unlocked-thread-id")
        .checksOnly(refusal, BuiltInProperty.MEMORY_SAFETY.label(), race)
        .lesson("OP-TEE orders what Xen does without its lock before a thread changes hands")
        .source("xen c688a8afb2; OP-TEE's thread lock")
        .vcpus(2)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .verifiedUnder(Revision.XEN_4_22, MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64)
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64)
        .harmlessUnder(mutant, Revision.REPAIRED, MemoryModel.SC, MemoryModel.TSO)
        .caughtUnder(mutant, Revision.REPAIRED, refusal, MemoryModel.RC11, MemoryModel.ARM64)
        .caughtUnder(mutant, Revision.XEN_4_22, race, MemoryModel.RC11, MemoryModel.ARM64)
        .program(UnlockedThreadId::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    Form form = Form.of(configuration);
    Behaviour behaviour = form.behaviour(TableWorld.LIMITS).with(memory::decide);
    StructPools structs = StructPools.of(memory, new StructPools.Capacity(1, 2, 1, 1), 1, 1);
    Tables tables =
        form.variant()
            .tables(memory, "d1.", structs, behaviour, buffer -> structs.buffers().free(buffer));
    boolean isWeak = form.has(WorldMutant.UNORDERED_THREADS);
    memory.decide(WorldMutant.UNORDERED_THREADS.label(), isWeak);
    IntCell thread = memory.intCell("optee2.thread0", BUSY);
    StdCall first = inFlight(structs);
    first.opteeThreadId().set(THREAD);
    tables.calls().insert(first);
    return Program.builder()
        .vcpu(
            "vcpu0",
            () -> {
              Access id = behaviour.threadIdAccess(Access.RELEASE);
              first.opteeThreadId().set(StdCall.NO_THREAD, id);
              thread.set(FREE, isWeak ? Access.OPAQUE : Access.RELEASE);
            })
        .vcpu(
            "vcpu1",
            () -> {
              StdCall call = inFlight(structs);
              tables.calls().insert(call);
              if (thread.compareAndSet(FREE, BUSY, isWeak ? Access.OPAQUE : Access.ACQUIRE)) {
                call.opteeThreadId().set(THREAD, behaviour.threadIdAccess(Access.RELEASE));
                tables.calls().release(call);
                memory.expect(
                    tables.calls().claim(THREAD).call() == call,
                    Refusal.NO_SPURIOUS_REFUSAL,
                    "the call that has a thread must be found by it: thread=" + THREAD);
              }
            })
        .properties(TableWorld.observables(tables))
        .build();
  }

  private static StdCall inFlight(StructPools structs) {
    StdCall call = Objects.requireNonNull(structs.calls().alloc());
    call.inFlight().set(1);
    return call;
  }
}
