package vcpucheck.scenarios.guest;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vcpucheck.checker.memory.Access;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;

/** What a Linux driver does. */
public final class Jobs {
  private Jobs() {}

  /** Registers a new buffer and holds it: {@code optee_shm_register}. */
  public static Job register(Refusal refusal) {
    return new Register(refusal);
  }

  /** Registers a new buffer, which must not be refused. */
  public static Job register() {
    return register(Refusal.NEVER);
  }

  /** Unregisters the buffer held last and frees it: {@code optee_shm_unregister}. */
  public static Job unregister(Refusal refusal) {
    return new Unregister(refusal);
  }

  /** Unregisters the buffer held last, which must not be refused. */
  public static Job unregister() {
    return unregister(Refusal.NEVER);
  }

  /** Invokes a command without parameters: {@code optee_invoke_func}. */
  public static Job invoke(int script, Refusal refusal) {
    return new Invoke(Messages.invoke(script), refusal);
  }

  /** Invokes a command, which must not be refused. */
  public static Job invoke(int script) {
    return invoke(script, Refusal.NEVER);
  }

  /** Makes a call with a given message. */
  public static Job call(Message message, Refusal refusal) {
    return new Invoke(message, refusal);
  }

  /** Takes argument pages out of the cache until there is none: {@code optee_disable_shm_cache}. */
  public static Job disableCache() {
    return new DisableCache();
  }

  static long last(List<Long> held) {
    return held.get(held.size() - 1);
  }

  private static List<Long> withoutLast(List<Long> held) {
    return held.subList(0, held.size() - 1);
  }

  private static List<Long> with(List<Long> held, long cookie) {
    return ImmutableList.<Long>builder().addAll(held).add(cookie).build();
  }

  /** Writes a vCPU's message and returns the registers of the call with it. */
  public static Registers callWith(Guest guest, int vcpu, Message message) {
    guest.page(guest.message(vcpu)).set(message.content(), Access.OPAQUE);
    return Registers.of(SmcFunction.CALL_WITH_ARG.id()).withPair12(guest.message(vcpu));
  }

  /** What {@code ret} of the vCPU's message says. */
  public static long result(Guest guest, int vcpu) {
    return guest.page(guest.message(vcpu)).project(GetRet.INSTANCE, Access.OPAQUE);
  }

  private enum GetRet implements Function<PageContent, Long> {
    INSTANCE;

    @Override
    public Long apply(PageContent content) {
      return new Message(content).ret();
    }
  }

  private record Register(Refusal refusal) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      long cookie = guest.cookies().allocate();
      Message message = Messages.register(guest.buffer(cookie));
      return new Prepared(Optional.of(callWith(guest, vcpu, message)), with(held, cookie));
    }

    /* A refused buffer is no more. */
    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      if (refusal.check(guest, vcpu, result, "the registration of a new buffer")) {
        return Outcome.done(held);
      }
      guest.cookies().free(last(held));
      return Outcome.done(withoutLast(held));
    }
  }

  private record Unregister(Refusal refusal) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      if (held.isEmpty()) {
        return new Prepared(Optional.empty(), held);
      }
      Message message = Messages.unregister(last(held));
      return new Prepared(Optional.of(callWith(guest, vcpu, message)), held);
    }

    /* The buffer goes whatever the answer is. */
    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      refusal.check(guest, vcpu, result, "the end of a registration");
      guest.cookies().free(last(held));
      return Outcome.done(withoutLast(held));
    }
  }

  private record Invoke(Message message, Refusal refusal) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      return new Prepared(Optional.of(callWith(guest, vcpu, message)), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      refusal.check(guest, vcpu, result, "a command");
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
      long cookie = Registers.pair(result.r1(), result.r2());
      if (result.r0() == SmcReturn.OK && cookie != 0) {
        guest.cookies().free(cookie);
      }
      return new Outcome(result.r0() == SmcReturn.ENOTAVAIL, held);
    }
  }
}
