package vcpucheck.scenarios.tee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo;

/** What OP-TEE answers to secure monitor calls, one after the other, without a mediator. */
final class OpTeeTest {
  private static final long CLIENT = 1;

  private final Machine machine =
      new Machine(NativeMemory.create(), StageTwo.Kind.FIXED, 1, Slab.Reuse.LOWEST);
  private final GuestPage message = machine.addGuestPage(0);
  private final GuestPage argument = machine.addGuestPage(0);
  private final GuestPage list = machine.addGuestPage(0);
  private final OpTee tee = optee(Script.of(Script.time()), Script.borrowPayload());

  private OpTee optee(Script... scripts) {
    return optee(new TeeConfig.Scripted(List.of(scripts), 0));
  }

  private OpTee optee(TeeConfig.Conduct conduct) {
    return new OpTee(machine, List.of(CLIENT), new TeeConfig(1, false, 2, conduct));
  }

  private Registers begin(Message content) {
    message.content().set(content.content());
    return call(Registers.of(SmcFunction.CALL_WITH_ARG.id()).withPair12(machine.address(message)));
  }

  private Registers resume(Registers answer) {
    return call(
        new Registers(
            SmcFunction.CALL_RETURN_FROM_RPC.id(),
            answer.r1(),
            answer.r2(),
            answer.r3(),
            answer.r4(),
            answer.r5(),
            0,
            0));
  }

  private Registers call(Registers arguments) {
    return tee.call(arguments.with7(CLIENT));
  }

  private long ret() {
    return new Message(message.content().get(Access.OPAQUE)).ret();
  }

  private static Message invoke(int script) {
    return Message.EMPTY.withCommand(MessageCommand.INVOKE_COMMAND).withFunction(script);
  }

  private static Message register(long list, long bytes) {
    return Message.EMPTY
        .withCommand(MessageCommand.REGISTER_SHM)
        .withParams(1)
        .withParam(0, ParamType.TMEM_OUTPUT | ParamType.NONCONTIG, list, bytes, 7);
  }

  @Test
  void a_command_gets_an_argument_page_uses_it_and_gives_it_back() {
    Registers alloc = begin(invoke(0));
    assertEquals(SmcReturn.RPC_PREFIX | SmcReturn.RPC_FUNC_ALLOC, alloc.r0());
    assertEquals(PageContent.PAGE_SIZE, alloc.r1());
    Registers command = resume(alloc.withPair12(machine.address(argument)).withPair45(5));
    assertEquals(SmcReturn.RPC_CMD, command.r0());
    assertEquals(5, Registers.pair(command.r1(), command.r2()));
    Registers free = resume(command);
    assertEquals(SmcReturn.RPC_PREFIX | SmcReturn.RPC_FUNC_FREE, free.r0());
    assertEquals(5, Registers.pair(free.r1(), free.r2()));
    assertEquals(SmcReturn.OK, resume(free).r0());
    assertEquals(TeecResult.SUCCESS, ret());
    assertEquals(List.of(), tee.partition(CLIENT).suspended());
  }

  @Test
  void a_refused_argument_page_is_given_back_by_its_cookie() {
    Registers alloc = begin(invoke(0));
    Registers free = resume(alloc.withPair12(0).withPair45(5));
    assertEquals(SmcReturn.RPC_PREFIX | SmcReturn.RPC_FUNC_FREE, free.r0());
    assertEquals(5, Registers.pair(free.r1(), free.r2()));
    assertEquals(SmcReturn.OK, resume(free).r0());
    assertEquals(TeecResult.ERROR_OUT_OF_MEMORY, ret());
  }

  @Test
  void a_registered_buffer_is_released_by_cookie_once() {
    list.content().set(PageContent.ZERO.with(0, machine.address(argument)));
    assertEquals(SmcReturn.OK, begin(register(machine.address(list), 4096)).r0());
    assertEquals(TeecResult.SUCCESS, ret());
    assertEquals(7, tee.partition(CLIENT).objects().get(0).cookie());
    Message release =
        Message.EMPTY
            .withCommand(MessageCommand.UNREGISTER_SHM)
            .withParams(1)
            .withParam(0, ParamType.RMEM_INPUT, 0, 0, 7);
    begin(release);
    assertEquals(TeecResult.SUCCESS, ret());
    begin(release);
    assertEquals(TeecResult.ERROR_BAD_PARAMETERS, ret());
  }

  @Test
  void a_registration_with_another_shape_is_refused() {
    begin(register(machine.address(list), 4096).withParams(0));
    assertEquals(TeecResult.ERROR_BAD_PARAMETERS, ret());
  }

  @Test
  void a_busy_cache_is_neither_emptied_nor_filled() {
    begin(invoke(0));
    assertEquals(SmcReturn.EBUSY, call(Registers.of(SmcFunction.DISABLE_SHM_CACHE.id())).r0());
    assertEquals(SmcReturn.EBUSY, call(Registers.of(SmcFunction.ENABLE_SHM_CACHE.id())).r0());
  }

  @Test
  void a_cached_argument_page_is_returned_once() {
    assertEquals(SmcReturn.OK, call(Registers.of(SmcFunction.ENABLE_SHM_CACHE.id())).r0());
    Registers alloc = begin(invoke(0));
    Registers command = resume(alloc.withPair12(machine.address(argument)).withPair45(5));
    assertEquals(SmcReturn.OK, resume(command).r0());
    Registers disabled = call(Registers.of(SmcFunction.DISABLE_SHM_CACHE.id()));
    assertEquals(SmcReturn.OK, disabled.r0());
    assertEquals(5, Registers.pair(disabled.r1(), disabled.r2()));
    assertEquals(SmcReturn.ENOTAVAIL, call(Registers.of(SmcFunction.DISABLE_SHM_CACHE.id())).r0());
  }
}
