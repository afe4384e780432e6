package vcpucheck.scenarios.guest;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vcpucheck.checker.memory.Access;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;

/** What a Linux driver does. A call that is refused although it is in order is a violation. */
public final class Jobs {
  /** The property that a call which is in order is not refused. */
  public static final String NO_SPURIOUS_REFUSAL = "no-spurious-refusal";

  private Jobs() {}

  /** Registers a new buffer and holds it: {@code optee_shm_register}. */
  public static Job register() {
    return new Register();
  }

  /** Unregisters the buffer held last and frees it: {@code optee_shm_unregister}. */
  public static Job unregister() {
    return new Unregister();
  }

  /** Invokes a command without parameters: {@code optee_invoke_func}. */
  public static Job invoke(int script) {
    return new Invoke(held -> Messages.invoke(script));
  }

  /** Invokes a command that is given the buffer held last. */
  public static Job invokeWithBuffer(Guest guest, int script) {
    return new Invoke(
        held -> Messages.withRegistered(Messages.invoke(script), guest.buffer(last(held))));
  }

  /** Takes argument pages out of the cache until there is none: {@code optee_disable_shm_cache}. */
  public static Job disableCache() {
    return new DisableCache();
  }

  static long last(List<Long> held) {
    return held.get(held.size() - 1);
  }

  static List<Long> withoutLast(List<Long> held) {
    return held.subList(0, held.size() - 1);
  }

  static List<Long> with(List<Long> held, long cookie) {
    return ImmutableList.<Long>builder().addAll(held).add(cookie).build();
  }

  /** Writes a vCPU's message and returns the registers of the call with it. */
  static Registers callWith(Guest guest, int vcpu, Message message) {
    guest.page(guest.message(vcpu)).set(message.content(), Access.OPAQUE);
    return Registers.of(SmcFunction.CALL_WITH_ARG.id()).withPair12(guest.message(vcpu));
  }

  /** The status of a call, and what {@code ret} of the vCPU's message says. */
  static long result(Guest guest, int vcpu) {
    return guest.page(guest.message(vcpu)).project(GetRet.INSTANCE, Access.OPAQUE);
  }

  private static void expectSuccess(Guest guest, int vcpu, Registers result, String what) {
    guest
        .memory()
        .expect(
            result.r0() == SmcReturn.OK,
            NO_SPURIOUS_REFUSAL,
            what + " is refused: a0=" + result.r0());
    long ret = result(guest, vcpu);
    guest
        .memory()
        .expect(
            ret == TeecResult.SUCCESS,
            NO_SPURIOUS_REFUSAL,
            what + " is refused: ret=0x" + Long.toHexString(ret));
  }

  private enum GetRet implements Function<PageContent, Long> {
    INSTANCE;

    @Override
    public Long apply(PageContent content) {
      return new Message(content).ret();
    }
  }

  private record Register() implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      long cookie = guest.cookies().allocate();
      Message message = Messages.register(guest.buffer(cookie));
      return new Prepared(Optional.of(callWith(guest, vcpu, message)), with(held, cookie));
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      expectSuccess(guest, vcpu, result, "the registration of a new buffer");
      return Outcome.done(held);
    }
  }

  private record Unregister() implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      return new Prepared(
          Optional.of(callWith(guest, vcpu, Messages.unregister(last(held)))), held);
    }

    /* The buffer goes whatever the answer is. */
    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      expectSuccess(guest, vcpu, result, "the end of a registration");
      guest.cookies().free(last(held));
      return Outcome.done(withoutLast(held));
    }
  }

  private record Invoke(Function<List<Long>, Message> message) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      return new Prepared(Optional.of(callWith(guest, vcpu, message.apply(held))), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      expectSuccess(guest, vcpu, result, "a command");
      return Outcome.done(held);
    }
  }

  private record DisableCache() implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      return new Prepared(Optional.of(Registers.of(SmcFunction.DISABLE_SHM_CACHE.id())), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      if (result.r0() == SmcReturn.OK) {
        guest.cookies().free(Registers.pair(result.r1(), result.r2()));
      }
      return new Outcome(result.r0() == SmcReturn.ENOTAVAIL, held);
    }
  }
}
