package vcpucheck.mediator;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.ErrPtr;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.XenPage;

/** A new standard call, up to the secure world: {@code OPTEE_SMC_CALL_WITH_ARG}. */
final class StdCallFlow {
  private final Setting setting;
  private final GuestMemory guestMemory;
  private final CallRecords records;
  private final Translation translation;
  private final Completion completion;
  private final SecureEntry entry;

  StdCallFlow(
      Setting setting,
      GuestMemory guestMemory,
      CallRecords records,
      Translation translation,
      Completion completion,
      SecureEntry entry) {
    this.setting = setting;
    this.guestMemory = guestMemory;
    this.records = records;
    this.translation = translation;
    this.completion = completion;
    this.entry = entry;
  }

  /* xen/arch/arm/tee/optee.c handle_std_call@551d3cea0f; facts 3.2, rows 1 to 8. */
  @CFunction("handle_std_call")
  Registers handle(OpteeDomain context, Registers guest) {
    return setting
        .memory()
        .call(
            () -> {
              ErrPtr<StdCall> allocated = records.allocate(context);
              StdCall call = allocated.pointer();
              if (call == null) {
                boolean isFull = allocated.error() == Errno.ENOSPC;
                return guest.with0(isFull ? SmcReturn.ETHREAD_LIMIT : SmcReturn.ENOMEM);
              }
              return copy(context, call, guest);
            });
  }

  @CFunction("copy_std_request")
  private Registers copy(OpteeDomain context, StdCall call, Registers guest) {
    long address = Registers.pair(guest.r1(), guest.r2());
    if ((address & (PageContent.PAGE_SIZE - 1)) != 0) {
      return completion.refuse(context, call, guest, SmcReturn.EBADADDR);
    }
    call.guestArgIpa().set(address);
    XenPage shadow = setting.heap().allocate();
    if (shadow == null) {
      return completion.refuse(context, call, guest, SmcReturn.ENOMEM);
    }
    call.xenArgPage().set(shadow);
    records.map(call);
    PageContent content = guestMemory.read(context.domain(), address, PageContent.WORDS);
    return content == null
        ? completion.refuse(context, call, guest, SmcReturn.EBADADDR)
        : check(context, call, guest, shadow, new Message(content));
  }

  /* Facts 3.2, rows 9 to 12. The message is Xen's own until OP-TEE is entered. */
  private Registers check(
      OpteeDomain context, StdCall call, Registers guest, XenPage shadow, Message message) {
    if (!Message.fits(message.params())) {
      Message answer =
          message
              .withRet(TeecResult.ERROR_BAD_PARAMETERS)
              .withRetOrigin(TeecResult.ORIGIN_COMMS)
              .withParams(0);
      return completion.refuseSilently(context, call, guest, answer);
    }
    if (!MessageCommand.isMediated(message.command())) {
      return completion.refuse(context, call, guest, SmcReturn.EBADCMD);
    }
    Translation.Translated translated = translation.message(context, message);
    if (translated.error() != Errno.OK) {
      completion.copyBack(context, call, translated.message());
      return completion.refuse(context, call, guest, SmcReturn.OK);
    }
    shadow.content().set(translated.message().content(), Access.OPAQUE);
    Registers arguments =
        Registers.of(SmcFunction.CALL_WITH_ARG.id())
            .withPair12(setting.machine().address(shadow))
            .with3(SmcReturn.SHM_CACHED);
    return entry.enter(context, call, guest, arguments);
  }
}
