package vcpucheck.mediator;

import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo;

/** Small models of the two races that every revision is judged by. */
final class RaceModels {
  private static final long BASE = 0x4000_0000L;
  private static final long ARGUMENT_COOKIE = 0x50;
  private static final long PAYLOAD_COOKIE = 0x60;
  private static final Limits LIMITS = new Limits(2, 2, 2, 4, 2);

  private RaceModels() {}

  static Behaviour small(Revision revision) {
    return Behaviour.of(revision, LIMITS);
  }

  static MediatorConfig config(Behaviour behaviour) {
    return MediatorConfig.of(behaviour, new StructPools.Capacity(1, 3, 2, 4));
  }

  private record Guest(Memory memory, Machine machine, Domain domain, Mediator mediator) {
    static Guest of(Memory memory, MediatorConfig config, int pages) {
      Machine machine = new Machine(memory, StageTwo.Kind.FIXED, 8);
      Domain domain = new Domain(machine, 1, BASE);
      for (int page = 0; page < pages; page++) {
        domain.addRam();
      }
      Mediator mediator = new Mediator(machine, List.of(domain), new ScriptedTee(machine), config);
      return new Guest(memory, machine, domain, mediator);
    }

    long address(int page) {
      return BASE + page * (long) PageContent.PAGE_SIZE;
    }

    void store(int page, PageContent content) {
      machine.guestPage(page).content().set(content, Access.OPAQUE);
    }

    Message load(int page) {
      return new Message(machine.guestPage(page).content().get(Access.OPAQUE));
    }

    Registers call(SmcFunction function, long pair12, long r3, long pair45) {
      Registers registers =
          Registers.of(function.id()).withPair12(pair12).with3(r3).withPair45(pair45);
      return mediator.handleCall(domain, registers).registers();
    }
  }

  /** S01: a payload cookie is used again while the guest handles SHM_FREE. */
  static Program seedRace(Memory memory, Behaviour behaviour) {
    return seedRace(memory, config(behaviour));
  }

  /** As the other, for any variant. */
  static Program seedRace(Memory memory, MediatorConfig config) {
    Guest guest = Guest.of(memory, config, 7);
    IntCell isFree = memory.intCell("payload is free", 0);
    guest.store(0, Message.EMPTY.withCommand(MessageCommand.INVOKE_COMMAND).content());
    guest.store(1, register(PAYLOAD_COOKIE, guest.address(5)).content());
    guest.store(3, PageContent.ZERO.with(0, guest.address(4)));
    guest.store(5, PageContent.ZERO.with(0, guest.address(6)));
    return Program.of(
        List.of(
            Vcpu.of("invoke", () -> invoke(guest, isFree)),
            Vcpu.of("register", () -> register(guest, isFree))));
  }

  private static Message register(long cookie, long list) {
    return Message.EMPTY
        .withCommand(MessageCommand.REGISTER_SHM)
        .withParams(1)
        .withParam(0, ParamType.TMEM_OUTPUT | ParamType.NONCONTIG, list, 4096, cookie);
  }

  private static void invoke(Guest guest, IntCell isFree) {
    guest.call(SmcFunction.CALL_WITH_ARG, guest.address(0), 0, 0);
    guest.call(SmcFunction.CALL_RETURN_FROM_RPC, guest.address(2), 0, ARGUMENT_COOKIE);
    guest.store(2, register(PAYLOAD_COOKIE, guest.address(3)).withCommand(6).content());
    guest.call(SmcFunction.CALL_RETURN_FROM_RPC, ARGUMENT_COOKIE, 0, 0);
    isFree.set(1, Access.RELEASE);
    Registers last = guest.call(SmcFunction.CALL_RETURN_FROM_RPC, ARGUMENT_COOKIE, 0, 0);
    guest.memory().expect(last.r0() == 0, "invoke-succeeds", "r0=" + last.r0());
  }

  private static void register(Guest guest, IntCell isFree) {
    isFree.await(1);
    guest.call(SmcFunction.CALL_WITH_ARG, guest.address(1), 0, 0);
    long ret = guest.load(1).ret();
    guest.memory().expect(ret == 0, "no-spurious-refusal", "the registration is refused: " + ret);
  }

  /** S40: the number of parameters grows between the two copies of an answer. */
  static Program growingAnswer(Memory memory, Behaviour behaviour) {
    Guest guest = Guest.of(memory, config(behaviour), 5);
    IntCell isAnswered = memory.intCell("answer is written", 0);
    guest.store(0, Message.EMPTY.withCommand(MessageCommand.INVOKE_COMMAND).content());
    guest.store(3, PageContent.ZERO.with(0, guest.address(4)));
    return Program.of(
        List.of(
            Vcpu.of("invoke", () -> answer(guest, isAnswered)),
            Vcpu.of("grow", () -> grow(guest, isAnswered))));
  }

  private static void answer(Guest guest, IntCell isAnswered) {
    guest.call(SmcFunction.CALL_WITH_ARG, guest.address(0), 0, 0);
    guest.call(SmcFunction.CALL_RETURN_FROM_RPC, guest.address(2), 0, ARGUMENT_COOKIE);
    guest.store(2, register(PAYLOAD_COOKIE, guest.address(3)).withCommand(6).content());
    isAnswered.set(1, Access.RELEASE);
    guest.call(SmcFunction.CALL_RETURN_FROM_RPC, ARGUMENT_COOKIE, 0, 0);
  }

  private static void grow(Guest guest, IntCell isAnswered) {
    isAnswered.await(1);
    guest
        .machine()
        .guestPage(2)
        .content()
        .update(new PageContent.SetHigh(Message.COUNT_WORD, 200), Access.OPAQUE);
  }

  /** S28: a call that ends is resumed by thread id -1. */
  static Program sentinelResume(Memory memory, Behaviour behaviour) {
    return sentinelResume(memory, config(behaviour));
  }

  /** As the other, for any variant. */
  static Program sentinelResume(Memory memory, MediatorConfig config) {
    Guest guest = Guest.of(memory, config, 1);
    guest.store(0, Message.EMPTY.withCommand(9).content());
    return Program.of(
        List.of(
            Vcpu.of(
                "bad command", () -> guest.call(SmcFunction.CALL_WITH_ARG, guest.address(0), 0, 0)),
            Vcpu.of(
                "resume -1",
                () -> guest.call(SmcFunction.CALL_RETURN_FROM_RPC, 1, 0xFFFF_FFFFL, 0))));
  }
}
