package vcpucheck.mediator;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.ErrPtr;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.XenPage;

/** A new standard call, up to the secure world: {@code OPTEE_SMC_CALL_WITH_ARG}. */
final class StdCallFlow {
  private static final int PAGE_SHIFT = 12;

  private final Setting setting;
  private final Behaviour behaviour;
  private final GuestMemory guestMemory;
  private final CallRecords records;
  private final Translation translation;
  private final Buffers buffers;
  private final Completion completion;
  private final SecureEntry entry;

  StdCallFlow(
      Setting setting,
      GuestMemory guestMemory,
      CallRecords records,
      Buffers buffers,
      Translation translation,
      Completion completion,
      SecureEntry entry) {
    this.setting = setting;
    behaviour = setting.behaviour();
    this.guestMemory = guestMemory;
    this.records = records;
    this.buffers = buffers;
    this.translation = translation;
    this.completion = completion;
    this.entry = entry;
  }

  /* xen/arch/arm/tee/optee.c handle_std_call@551d3cea0f. */
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

  /* The message is Xen's own until OP-TEE is entered. */
  private Registers check(
      OpteeDomain context, StdCall call, Registers guest, XenPage shadow, Message message) {
    if (!Message.fits(message.params())) {
      Message answer =
          message
              .withRet(TeecResult.ERROR_BAD_PARAMETERS)
              .withRetOrigin(TeecResult.ORIGIN_COMMS)
              .withParams(0);
      return completion.refuseOversized(context, call, guest, answer);
    }
    if (!MessageCommand.isMediated(message.command())) {
      return completion.refuse(context, call, guest, SmcReturn.EBADCMD);
    }
    Translation.Translated translated = translation.message(context, call, message);
    if (translated.error() != Errno.OK) {
      return completion.refuseTranslated(context, call, guest, translated.message());
    }
    return enter(context, call, guest, shadow, preset(translated.message()));
  }

  private Registers enter(
      OpteeDomain context, StdCall call, Registers guest, XenPage shadow, Message message) {
    long address = publish(context, call, shadow, message.content());
    if (behaviour.has(Fix.BUFFER_OWNER)) {
      call.request().set(new StdCall.Request(message.command(), message.c(0)));
    }
    Registers arguments =
        Registers.of(SmcFunction.CALL_WITH_ARG.id())
            .withPair12(address)
            .with3(SmcReturn.SHM_CACHED);
    if (behaviour.has(Mutant.UNPIN_ON_REQUEST)
        && message.command() == MessageCommand.UNREGISTER_SHM) {
      buffers.free(context, message.c(0), buffers.ownership().registered());
    }
    if (behaviour.has(Mutant.COUNT_FIRST)) {
      context.tables().quota().returnCall();
    }
    return entry.enter(context, call, guest, arguments);
  }

  /* Stores the message where OP-TEE sees it; returns the machine address. */
  private long publish(OpteeDomain context, StdCall call, XenPage shadow, PageContent content) {
    long address = call.guestArgIpa().get();
    if (!behaviour.has(Mutant.NO_SHADOW)
        || !guestMemory.write(context.domain(), address, content, PageContent.WORDS)) {
      shadow.content().set(content, Access.OPAQUE);
      return setting.machine().address(shadow);
    }
    int page = context.domain().stageTwo().lookup(address >>> PAGE_SHIFT).page();
    return setting.machine().address(setting.machine().guestPage(page));
  }

  /* The guest's ret is usually 0, which means success. */
  private Message preset(Message message) {
    return behaviour.has(Fix.PRESET_RET)
        ? message.withRet(TeecResult.ERROR_GENERIC).withRetOrigin(TeecResult.ORIGIN_COMMS)
        : message;
  }
}
