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
  /** The header of a message and its first parameter. */
  private static final int HEAD_WORDS = 2 * Message.PART_WORDS;

  private final Environment environment;
  private final Behaviour behaviour;
  private final GuestMemory guestMemory;
  private final StdCalls records;
  private final Translation translation;
  private final SharedBuffers buffers;
  private final Completion completion;
  private final SecureEntry entry;

  StdCallFlow(
      Environment environment,
      GuestMemory guestMemory,
      StdCalls records,
      SharedBuffers buffers,
      Translation translation,
      Completion completion,
      SecureEntry entry) {
    this.environment = environment;
    behaviour = environment.behaviour();
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
    return environment.memory().call(() -> run(context, guest));
  }

  private Registers run(OpteeDomain context, Registers guest) {
    ErrPtr<StdCall> allocated = records.allocate(context);
    StdCall call = allocated.pointer();
    if (call == null) {
      return guest.with0(withoutCall(context, guest, allocated.error()));
    }
    Copied copied = copy(context, call, guest);
    if (!(copied instanceof Request request)) {
      abandonUnsent(context, guest, copied.status());
      return completion.refuse(context, call, guest, copied.status());
    }
    Message message = request.message();
    if (!Message.fits(message.params())) {
      return completion.refuseOversized(context, call, guest, oversized(message));
    }
    if (!MessageCommand.isMediated(message.command())) {
      return completion.refuse(context, call, guest, SmcReturn.EBADCMD);
    }
    Translation.Translated translated = translation.message(context, call, message);
    if (translated.error() != Errno.OK) {
      return completion.refuseTranslated(context, call, guest, translated.message());
    }
    long address =
        publish(context, call, new Request(request.shadow(), preset(translated.message())));
    return entry.enter(context, call, guest, arguments(address));
  }

  private long withoutCall(OpteeDomain context, Registers guest, Errno error) {
    long status = error == Errno.ENOSPC ? SmcReturn.ETHREAD_LIMIT : SmcReturn.ENOMEM;
    abandonUnsent(context, guest, status);
    return status;
  }

  /*
   * The repair: a guest takes a buffer for unregistered whatever the answer is, and OP-TEE does not
   * know that it was asked. What is read needs no memory.
   */
  private void abandonUnsent(OpteeDomain context, Registers guest, long status) {
    long address = Registers.pair(guest.r1(), guest.r2());
    if (status != SmcReturn.ENOMEM
        || !isPageAligned(address)
        || !behaviour.has(Fix.UNSENT_UNREGISTER)) {
      return;
    }
    PageContent content = guestMemory.read(context.domain(), address, HEAD_WORDS);
    if (content != null && new Message(content).command() == MessageCommand.UNREGISTER_SHM) {
      buffers.abandon(context, new Message(content).c(0));
    }
  }

  private static boolean isPageAligned(long address) {
    return (address & (PageContent.PAGE_SIZE - 1)) == 0;
  }

  /** What comes of the copy of a guest's message. */
  private sealed interface Copied {
    /** What the guest is told if there is no message. */
    long status();
  }

  /** The message: Xen's own until {@link #publish} puts it in the shadow page. */
  private record Request(XenPage shadow, Message message) implements Copied {
    @Override
    public long status() {
      return SmcReturn.OK;
    }
  }

  /** There is no message. */
  private record Refused(long status) implements Copied {}

  @CFunction("copy_std_request")
  private Copied copy(OpteeDomain context, StdCall call, Registers guest) {
    long address = Registers.pair(guest.r1(), guest.r2());
    if (!isPageAligned(address)) {
      return new Refused(SmcReturn.EBADADDR);
    }
    call.guestArgIpa().set(address);
    XenPage shadow = environment.heap().allocate();
    if (shadow == null) {
      return new Refused(SmcReturn.ENOMEM);
    }
    call.xenArgPage().set(shadow);
    records.map(call);
    PageContent content = guestMemory.read(context.domain(), address, PageContent.WORDS);
    return content == null
        ? new Refused(SmcReturn.EBADADDR)
        : new Request(shadow, new Message(content));
  }

  private static Message oversized(Message message) {
    return message
        .withRet(TeecResult.ERROR_BAD_PARAMETERS)
        .withRetOrigin(TeecResult.ORIGIN_COMMS)
        .withParams(0);
  }

  private static Registers arguments(long address) {
    return Registers.of(SmcFunction.CALL_WITH_ARG.id())
        .withPair12(address)
        .with3(SmcReturn.SHM_CACHED);
  }

  /* The last that is done before OP-TEE is entered. Returns the message's machine address. */
  private long publish(OpteeDomain context, StdCall call, Request request) {
    Message message = request.message();
    long address = store(context, call, request.shadow(), message.content());
    if (behaviour.has(Fix.BUFFER_OWNER)) {
      call.request().set(new StdCall.Request(message.command(), message.c(0)));
    }
    if (behaviour.has(Mutant.UNPIN_ON_REQUEST)
        && message.command() == MessageCommand.UNREGISTER_SHM) {
      buffers.free(context, message.c(0), buffers.ownership().registered());
    }
    if (behaviour.has(Mutant.COUNT_FIRST)) {
      context.tables().quota().returnCall();
    }
    return address;
  }

  /* Stores the message where OP-TEE sees it; returns the machine address. */
  private long store(OpteeDomain context, StdCall call, XenPage shadow, PageContent content) {
    long address = call.guestArgIpa().get();
    if (!behaviour.has(Mutant.NO_SHADOW)
        || !guestMemory.write(context.domain(), address, content, PageContent.WORDS)) {
      shadow.content().set(content, Access.OPAQUE);
      return environment.machine().address(shadow);
    }
    int page = context.domain().stageTwo().lookup(address >>> PageContent.PAGE_SHIFT).page();
    return environment.machine().address(environment.machine().guestPage(page));
  }

  /* The guest's ret is usually 0, which means success. */
  private Message preset(Message message) {
    return behaviour.has(Fix.PRESET_RET)
        ? message.withRet(TeecResult.ERROR_GENERIC).withRetOrigin(TeecResult.ORIGIN_COMMS)
        : message;
  }
}
