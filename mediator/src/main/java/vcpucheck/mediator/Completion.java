package vcpucheck.mediator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.XenPage;

/** What happens when OP-TEE has finished a call. */
final class Completion {
  /** One store of a result in the guest's message. */
  private sealed interface Result extends UnaryOperator<PageContent> {}

  /** {@code ret}. */
  private record Ret(long value) implements Result {
    @Override
    public PageContent apply(PageContent guest) {
      return new Message(guest).withRet(value).content();
    }
  }

  /** {@code ret_origin}. */
  private record RetOrigin(long value) implements Result {
    @Override
    public PageContent apply(PageContent guest) {
      return new Message(guest).withRetOrigin(value).content();
    }
  }

  /** {@code session}. */
  private record Session(long value) implements Result {
    @Override
    public PageContent apply(PageContent guest) {
      return new Message(guest).withSession(value).content();
    }
  }

  /** A word of a parameter. */
  private record ParamWord(int index, long value) implements Result {
    @Override
    public PageContent apply(PageContent guest) {
      return guest.with(index, value);
    }
  }

  /** All results as one store. */
  private record AllResults(List<Result> results) implements UnaryOperator<PageContent> {
    @Override
    public PageContent apply(PageContent guest) {
      PageContent content = guest;
      for (Result result : results) {
        content = result.apply(content);
      }
      return content;
    }
  }

  private final Setting setting;
  private final Memory memory;
  private final GuestMemory guestMemory;
  private final CallRecords records;
  private final Buffers buffers;

  Completion(Setting setting, GuestMemory guestMemory, CallRecords records, Buffers buffers) {
    this.setting = setting;
    memory = setting.memory();
    this.guestMemory = guestMemory;
    this.records = records;
    this.buffers = buffers;
  }

  /* xen/arch/arm/tee/optee.c do_call_with_arg@551d3cea0f; facts 3.6, rows 8 to 12. */
  Registers finish(OpteeDomain context, StdCall call, Registers guest, long status) {
    return memory.call(
        () -> {
          XenPage shadow = shadow(call);
          copyBack(context, call, new Message(shadow.content().get(Access.OPAQUE)));
          release(context, new Message(shadow.content().get(Access.OPAQUE)));
          records.putAndFree(context, call);
          return guest.with0(status);
        });
  }

  private static XenPage shadow(StdCall call) {
    XenPage page = call.xenArgPage().get();
    if (page == null) {
      throw new IllegalStateException("a call that OP-TEE has seen has a shadow page");
    }
    return page;
  }

  /**
   * Stores the results of a message in the guest's message page.
   *
   * @return whether the guest still has that page
   */
  @CFunction("copy_std_request_back")
  boolean copyBack(OpteeDomain context, StdCall call, Message message) {
    return memory.call(
        () -> {
          GuestPage page = context.domain().beginAccess(call.guestArgIpa().get(), true);
          if (page == null) {
            return false;
          }
          List<Result> results = results(message);
          if (setting.behaviour().tornCopies()) {
            results.forEach(result -> page.content().update(result, Access.OPAQUE));
          } else {
            page.content().update(new AllResults(results), Access.OPAQUE);
          }
          context.domain().endAccess(page);
          return true;
        });
  }

  private List<Result> results(Message message) {
    List<Result> results = new ArrayList<>();
    results.add(new Ret(message.ret()));
    results.add(new RetOrigin(message.retOrigin()));
    results.add(new Session(message.session()));
    int params = guestMemory.boundedParams(message);
    for (int index = 0; index < params; index++) {
      int word = Message.PART_WORDS * (index + 1);
      if (ParamType.isOutputMemory(message.type(index))) {
        results.add(new ParamWord(word + 2, message.b(index)));
      } else if (ParamType.isOutputValue(message.type(index))) {
        results.add(new ParamWord(word + 1, message.a(index)));
        results.add(new ParamWord(word + 2, message.b(index)));
        results.add(new ParamWord(word + 3, message.c(index)));
      }
    }
    return List.copyOf(results);
  }

  /* Whatever the status says: only ret and the command count, and the cookies are not checked. */
  private void release(OpteeDomain context, Message message) {
    boolean isSuccess = message.ret() == TeecResult.SUCCESS;
    if (message.command() == MessageCommand.REGISTER_SHM) {
      if (isSuccess) {
        buffers.dropPageList(context, message.c(0));
      } else {
        buffers.free(context, message.c(0));
      }
    } else if (message.command() == MessageCommand.UNREGISTER_SHM) {
      if (isSuccess) {
        buffers.free(context, message.c(0));
      }
    } else {
      releaseTemporaries(context, message);
    }
  }

  @CFunction("free_shm_buffers")
  private void releaseTemporaries(OpteeDomain context, Message message) {
    int params = guestMemory.boundedParams(message);
    for (int index = 0; index < params; index++) {
      if (ParamType.isTemporaryMemory(message.type(index))) {
        buffers.free(context, message.c(index));
      }
    }
  }

  /** Ends a call that OP-TEE never saw, with a status for the guest. */
  Registers refuse(OpteeDomain context, StdCall call, Registers guest, long status) {
    records.putAndFree(context, call);
    return guest.with0(status);
  }

  /**
   * Ends a call that OP-TEE never saw, with a message for the guest and the register left alone.
   */
  Registers refuseSilently(OpteeDomain context, StdCall call, Registers guest, Message answer) {
    boolean isDelivered = copyBack(context, call, answer);
    records.putAndFree(context, call);
    return isDelivered ? guest : guest.with0(SmcReturn.EBADADDR);
  }
}
