package vcpucheck.mediator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.threads.Choices;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo;

/** One guest on native memory, and a secure world whose answers a test gives beforehand. */
final class Bench {
  static final long BASE = 0x4000_0000L;
  static final long LIST = BASE + 0x7000;
  static final long NONCONTIG = ParamType.TMEM_OUTPUT | ParamType.NONCONTIG;
  static final Registers OK = Registers.of(SmcReturn.OK);

  private static final Limits LIMITS = new Limits(2, 3, 2, 16, 511);

  final Machine machine;
  final Domain domain;
  final Mediator mediator;
  final List<Registers> secureCalls = new ArrayList<>();

  /**
   * Preempts a destruction the third time it asks: before its second buffer. Allocations fail where
   * a test says so.
   */
  private static final class Chances implements Choices {
    private final Set<String> exhausted = new HashSet<>();
    private int asked;

    @Override
    public int choose(String what, int alternatives) {
      return alternatives == 2 && ++asked == 3 ? 1 : 0;
    }

    @Override
    public boolean allocationFails(String slab) {
      return exhausted.contains(slab);
    }
  }

  private final Chances chances = new Chances();

  private final Deque<Function<Registers, Registers>> answers = new ArrayDeque<>();

  private Bench(Behaviour behaviour, long base) {
    NativeMemory memory = NativeMemory.builder().assertions(text -> {}).choices(chances).build();
    machine = new Machine(memory, StageTwo.Kind.CHANGING, 16);
    domain = new Domain(machine, 1, base);
    for (int page = 0; page < 8; page++) {
      domain.addRam();
    }
    mediator =
        new Mediator(
            machine,
            List.of(domain),
            this::answer,
            MediatorConfig.of(behaviour, new StructPools.Capacity(1, 4, 4, 8)));
    store(7, PageContent.ZERO.with(0, BASE + 0x6000));
  }

  /** Xen 4.22. */
  static Bench xen() {
    return new Bench(Behaviour.of(Revision.XEN_4_22, LIMITS), BASE);
  }

  /** Xen 4.22 with one repair. */
  static Bench with(Fix fix) {
    return new Bench(Behaviour.of(Revision.XEN_4_22, LIMITS).with(fix), BASE);
  }

  /** Xen 4.22 with one weakening; a destruction may be preempted once. */
  static Bench with(Mutant mutant) {
    return new Bench(Behaviour.of(Revision.XEN_4_22, LIMITS).with(mutant).withPreemptions(1), BASE);
  }

  /** All repairs. */
  static Bench repaired() {
    return new Bench(Behaviour.of(Revision.REPAIRED, LIMITS), BASE);
  }

  /** A revision whose guest has its RAM at address 0. */
  static Bench atZero(Revision revision) {
    return new Bench(Behaviour.of(revision, LIMITS), 0);
  }

  private Registers answer(Registers arguments) {
    secureCalls.add(arguments);
    Function<Registers, Registers> next = answers.poll();
    return next == null ? OK : next.apply(arguments);
  }

  OpteeDomain context() {
    return mediator.context(domain);
  }

  /** Lets every allocation from a slab fail while something is done. */
  void without(String slab, Runnable done) {
    chances.exhausted.add(slab);
    done.run();
    chances.exhausted.remove(slab);
  }

  void store(int page, PageContent content) {
    machine.guestPage(page).content().set(content);
  }

  Message load(int page) {
    return new Message(machine.guestPage(page).content().get());
  }

  /** Lets the secure world answer the next call so. */
  Bench then(Registers answer) {
    return then(arguments -> answer);
  }

  Bench then(Function<Registers, Registers> answer) {
    answers.add(answer);
    return this;
  }

  /** Lets the secure world set ret in the message of the next call and end the call. */
  Bench thenRet(long ret) {
    return then(
        arguments -> {
          MachinePageOf.of(machine, arguments)
              .content()
              .update(new PageContent.SetHigh(Message.RET_WORD, ret), Access.OPAQUE);
          return OK;
        });
  }

  /** Makes a call with a message in page 0; returns r0. */
  long call(Message message) {
    store(0, message.content());
    return smc(SmcFunction.CALL_WITH_ARG, BASE, 0, 0).r0();
  }

  Registers smc(SmcFunction function, long pair12, long r3, long pair45) {
    Registers registers =
        Registers.of(function.id()).withPair12(pair12).with3(r3).withPair45(pair45);
    return mediator.handleCall(domain, registers).registers();
  }

  Registers resume(long pair12, long pair45) {
    return smc(SmcFunction.CALL_RETURN_FROM_RPC, pair12, 0, pair45);
  }

  /** A message with one parameter. */
  static Message message(int command, long attribute, long a, long b, long c) {
    return Message.EMPTY.withCommand(command).withParams(1).withParam(0, attribute, a, b, c);
  }

  static Message register(long cookie) {
    return message(MessageCommand.REGISTER_SHM, NONCONTIG, LIST, 4096, cookie);
  }

  /** Registers a buffer of one page. */
  void registered(long cookie) {
    thenRet(0).call(register(cookie));
  }

  /** Brings a call to where the guest is to answer a command with an argument page in page 1. */
  void atCommand(Message request, long cookie) {
    Registers command = Registers.of(SmcReturn.RPC_CMD).withPair12(cookie);
    then(Registers.of(SmcReturn.RPC_PREFIX)).call(Message.EMPTY.withCommand(1));
    then(
        arguments -> {
          MachinePageOf.of(machine, arguments).content().set(request.content());
          return command;
        });
    resume(BASE + 0x1000, cookie);
  }
}
