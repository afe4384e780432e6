package vcpucheck.mediator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo;

/** Small models in which two vCPUs use the same tables; all hold unless synchronisation misses. */
final class SyncModels {
  private static final long BASE = 0x4000_0000L;
  private static final int LIST_PAGE = 4;
  private static final int SHARED_PAGE = 5;
  private static final int PAGES = 6;
  private static final long NONCONTIG = ParamType.TMEM_INPUT | ParamType.NONCONTIG;
  private static final Limits LIMITS = new Limits(2, 2, 1, 4, 1);

  /** A model over the memory that it is given. */
  interface Scenario {
    Program build(Memory memory);
  }

  private final Memory memory;
  private final Machine machine;
  private final Domain domain;
  private final Mediator mediator;

  private SyncModels(Memory memory, Behaviour behaviour, StageTwo.Kind kind, boolean oneCookie) {
    this.memory = memory;
    machine = new Machine(memory, kind, 6);
    domain = new Domain(machine, 1, BASE);
    for (int page = 0; page < PAGES; page++) {
      domain.addRam();
    }
    mediator =
        new Mediator(
            machine,
            List.of(domain),
            new ThreadedTee(machine, oneCookie),
            MediatorConfig.of(behaviour, new StructPools.Capacity(1, 3, 3, 3)));
    store(LIST_PAGE, PageContent.ZERO.with(0, address(SHARED_PAGE)));
  }

  /** The models by name. */
  static Map<String, Scenario> all() {
    Map<String, Scenario> all = new LinkedHashMap<>();
    for (Revision revision : List.of(Revision.XEN_4_22, Revision.REPAIRED)) {
      Behaviour behaviour = Behaviour.of(revision, LIMITS);
      String suffix = ", " + revision.label();
      all.put("calls" + suffix, memory -> fixed(memory, behaviour).calls());
      all.put("registrations" + suffix, memory -> fixed(memory, behaviour).registrations());
      all.put("temporaries" + suffix, memory -> fixed(memory, behaviour).temporaries());
      all.put("same cookie" + suffix, memory -> fixed(memory, behaviour).sameCookie());
      all.put("argument pages" + suffix, memory -> fixed(memory, behaviour).argumentPages(false));
      all.put(
          "same argument cookie" + suffix,
          memory ->
              new SyncModels(memory, behaviour, StageTwo.Kind.FIXED, true).argumentPages(true));
      all.put("double resume" + suffix, memory -> fixed(memory, behaviour).doubleResume());
    }
    Behaviour repaired = Behaviour.of(Revision.REPAIRED, LIMITS);
    all.put(
        "ballooned page",
        memory -> new SyncModels(memory, repaired, StageTwo.Kind.CHANGING, false).ballooned());
    Behaviour counting = Behaviour.of(Revision.XEN_4_22, LIMITS).with(Fix.RPC_USE_COUNT);
    all.put("foreign argument page", memory -> fixed(memory, counting).foreignPage());
    return all;
  }

  private static SyncModels fixed(Memory memory, Behaviour behaviour) {
    return new SyncModels(memory, behaviour, StageTwo.Kind.FIXED, false);
  }

  private static long address(int page) {
    return BASE + page * (long) PageContent.PAGE_SIZE;
  }

  private void store(int page, PageContent content) {
    machine.guestPage(page).content().set(content, Access.OPAQUE);
  }

  private Registers call(int vcpu, Message message) {
    store(vcpu, message.withSession(vcpu).content());
    return smc(SmcFunction.CALL_WITH_ARG, address(vcpu), 0, 0);
  }

  private Registers resume(int thread, long pair12, long pair45) {
    return smc(SmcFunction.CALL_RETURN_FROM_RPC, pair12, thread, pair45);
  }

  private Registers smc(SmcFunction function, long pair12, long r3, long pair45) {
    return mediator
        .handleCall(
            domain, Registers.of(function.id()).withPair12(pair12).with3(r3).withPair45(pair45))
        .registers();
  }

  private static Message invoke(int function) {
    return Message.EMPTY.withCommand(MessageCommand.INVOKE_COMMAND).withFunction(function);
  }

  private static Message withBuffer(int command, long attribute, long cookie) {
    return Message.EMPTY
        .withCommand(command)
        .withParams(1)
        .withParam(0, attribute, address(LIST_PAGE), PageContent.PAGE_SIZE, cookie);
  }

  private static Message register(long cookie) {
    return withBuffer(
        MessageCommand.REGISTER_SHM, ParamType.TMEM_OUTPUT | ParamType.NONCONTIG, cookie);
  }

  private static Message unregister(long cookie) {
    return withBuffer(MessageCommand.UNREGISTER_SHM, ParamType.RMEM_INPUT, cookie);
  }

  // ---- models ----

  private Program calls() {
    return of(each(vcpu -> call(vcpu, invoke(ThreadedTee.NOTHING))), nothingLeft(0));
  }

  private Program registrations() {
    return of(
        each(
            vcpu -> {
              call(vcpu, register(0x60 + vcpu));
              call(vcpu, unregister(0x60 + vcpu));
            }),
        nothingLeft(0));
  }

  private Program temporaries() {
    return of(
        each(vcpu -> call(vcpu, withBuffer(MessageCommand.INVOKE_COMMAND, NONCONTIG, 0x60 + vcpu))),
        nothingLeft(0));
  }

  private Program sameCookie() {
    return of(each(vcpu -> call(vcpu, register(0x60))), nothingLeft(1));
  }

  private Program argumentPages(boolean oneCookie) {
    return of(each(vcpu -> useArgumentPage(vcpu, oneCookie ? 0x50 : 0x50 + vcpu)), nothingLeft(0));
  }

  private void useArgumentPage(int vcpu, long cookie) {
    call(vcpu, invoke(ThreadedTee.COMMAND));
    Registers request = resume(vcpu, address(2 + vcpu), cookie);
    if (request.r0() == SmcReturn.RPC_CMD) {
      resume(vcpu, cookie, 0);
      resume(vcpu, 0, 0);
    }
  }

  private Program doubleResume() {
    IntCell isSuspended = memory.intCell("is suspended", 0);
    return of(
        List.of(
            Vcpu.of(
                "vcpu0",
                () -> {
                  call(0, invoke(ThreadedTee.INTERRUPT));
                  isSuspended.set(1, Access.RELEASE);
                  resume(0, 0, 0);
                }),
            Vcpu.of(
                "vcpu1",
                () -> {
                  isSuspended.await(1);
                  resume(0, 0, 0);
                })),
        nothingLeft(0));
  }

  /* One vCPU shares a page for a call while the other gives the page back to Xen. */
  private Program ballooned() {
    return of(
        List.of(
            Vcpu.of(
                "vcpu0", () -> call(0, withBuffer(MessageCommand.INVOKE_COMMAND, NONCONTIG, 0x60))),
            Vcpu.of("vcpu1", () -> domain.balloonOut(address(SHARED_PAGE)))),
        nothingLeft(0));
  }

  /* A guest answers with the argument page of another call, which may be gone already. */
  private Program foreignPage() {
    IntCell isThere = memory.intCell("page is there", 0);
    return of(
        List.of(
            Vcpu.of(
                "vcpu0",
                () -> {
                  call(0, invoke(ThreadedTee.COMMAND));
                  resume(0, address(2), 0x50);
                  isThere.set(1, Access.RELEASE);
                  resume(0, 0x50, 0);
                  resume(0, 0, 0);
                }),
            Vcpu.of(
                "vcpu1",
                () -> {
                  call(1, invoke(ThreadedTee.COMMAND));
                  resume(1, address(3), 0x51);
                  isThere.await(1);
                  resume(1, 0x50, 0);
                })),
        Property.atEnd("no-leak", this::removedPage));
  }

  // ---- parts of models ----

  /** What one vCPU does. */
  private interface Body {
    void run(int vcpu);
  }

  private static List<Vcpu<?>> each(Body body) {
    return List.of(Vcpu.of("vcpu0", () -> body.run(0)), Vcpu.of("vcpu1", () -> body.run(1)));
  }

  private static Program of(List<Vcpu<?>> vcpus, Property property) {
    return Program.of(vcpus, property);
  }

  private Property nothingLeft(int buffers) {
    return Property.atEnd("balance", () -> left(buffers));
  }

  /* Lists are not walked: without a lock they may be anything. */
  private Optional<String> left(int buffers) {
    StructPools structs = mediator.structs();
    OpteeDomain context = mediator.context(domain);
    String expected = "calls 0 0, rpcs 0, buffers " + buffers + " " + buffers + ", pages ";
    String got =
        "calls "
            + context.quota().calls()
            + " "
            + allocated(structs.calls())
            + ", rpcs "
            + allocated(structs.rpcs())
            + ", buffers "
            + context.quota().buffers()
            + " "
            + allocated(structs.buffers())
            + ", pages ";
    int pins = 0;
    for (GuestPage page : machine.guestPages()) {
      pins += page.references() - (page.ownerId() == GuestPage.NOBODY ? 0 : 1);
    }
    expected += buffers + ", pins " + buffers + ", xen pages 0";
    got +=
        context.quota().pages()
            + ", pins "
            + pins
            + ", xen pages "
            + allocated(machine.heap().slab());
    return got.equals(expected) ? Optional.empty() : Optional.of(got + ", not " + expected);
  }

  private Optional<String> removedPage() {
    Slab<ShmRpc> rpcs = mediator.structs().rpcs();
    for (int index = 0; index < rpcs.capacity(); index++) {
      ShmRpc rpc = rpcs.slot(index);
      if (rpcs.isAllocated(rpc) && rpc.isRemoved().get() != 0) {
        return Optional.of("an argument page that was taken out was never freed");
      }
    }
    return Optional.empty();
  }

  private static <T> int allocated(Slab<T> slab) {
    int count = 0;
    for (int index = 0; index < slab.capacity(); index++) {
      if (slab.isAllocated(slab.slot(index))) {
        count++;
      }
    }
    return count;
  }
}
