package vcpucheck.mediator;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Ownership.Owner;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.ShmBuffer.Kind;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.XenPage;

/** The end of a call: results to the guest, buffers released. */
final class Completion {
  private final Memory memory;
  private final Behaviour behaviour;
  private final GuestMemory guestMemory;
  private final CopyBack copyBack;
  private final StdCalls records;
  private final SharedBuffers buffers;
  private final Ownership ownership;

  Completion(
      Environment environment, GuestMemory guestMemory, StdCalls records, SharedBuffers buffers) {
    memory = environment.memory();
    behaviour = environment.behaviour();
    this.guestMemory = guestMemory;
    copyBack = new CopyBack(environment, guestMemory);
    this.records = records;
    this.buffers = buffers;
    ownership = buffers.ownership();
  }

  /**
   * Ends a call that OP-TEE has ended.
   *
   * <p>xen/arch/arm/tee/optee.c do_call_with_arg@551d3cea0f
   *
   * @param status what OP-TEE says in a0
   */
  Registers finish(OpteeDomain context, StdCall call, Registers guest, long status) {
    return memory.call(
        () -> {
          boolean isDelivered = copyBack.run(context, call, message(context, call));
          release(context, call, message(context, call), status);
          records.putAndFree(context, call, !behaviour.has(Mutant.COUNT_FIRST));
          return guest.with0(delivered(isDelivered, status));
        });
  }

  private Message message(OpteeDomain context, StdCall call) {
    if (behaviour.has(Mutant.NO_SHADOW)) {
      PageContent own =
          guestMemory.read(context.domain(), call.guestArgIpa().get(), PageContent.WORDS);
      return own == null ? Message.EMPTY : new Message(own);
    }
    XenPage page = call.xenArgPage().get();
    if (page == null) {
      throw new IllegalStateException("a call that OP-TEE has seen has a shadow page");
    }
    return new Message(page.content().get(Access.OPAQUE));
  }

  /* In C OP-TEE's status hides that the results could not be delivered. */
  private long delivered(boolean isDelivered, long status) {
    boolean isHidden = !behaviour.has(Fix.DELIVERY_STATUS) || behaviour.has(Mutant.HIDDEN_FAILURE);
    return isDelivered || isHidden ? status : SmcReturn.EBADADDR;
  }

  /* Whatever the status says, only ret counts, until the repair. */
  private void release(OpteeDomain context, StdCall call, Message message, long status) {
    boolean isExecuted = status == SmcReturn.OK || !behaviour.has(Fix.STATUS_CHECK);
    boolean isSuccess = isExecuted && message.ret() == TeecResult.SUCCESS;
    if (ownership.isChecked()) {
      releaseByOwner(context, call, isSuccess, isExecuted);
    } else if (message.command() == MessageCommand.REGISTER_SHM) {
      endRegistration(context, call, message.c(0), isSuccess);
    } else if (message.command() == MessageCommand.UNREGISTER_SHM) {
      unregister(context, message.c(0), isSuccess, isExecuted);
    } else {
      releaseTemporaries(context, message);
    }
  }

  /* In C the cookies are the message's, and their owner is not checked. */
  private void endRegistration(OpteeDomain context, StdCall call, long cookie, boolean isSuccess) {
    if (isSuccess) {
      confirm(context, call, cookie);
    } else {
      buffers.free(context, cookie, ownership.named());
    }
  }

  private void confirm(OpteeDomain context, StdCall call, long cookie) {
    Owner owner = new Owner(call, Kind.REGISTERING);
    buffers.dropPageList(context, cookie, ownership.of(owner));
    if (ownership.isRecorded()) {
      buffers.confirm(context, cookie, ownership.ownedBy(owner));
    }
  }

  private void unregister(OpteeDomain context, long cookie, boolean isSuccess, boolean isExecuted) {
    if (isSuccess) {
      buffers.free(context, cookie, ownership.registered());
    } else if (isExecuted && behaviour.has(Fix.UNREGISTER_COOKIE)) {
      buffers.abandon(context, cookie);
    }
  }

  @CFunction("free_shm_buffers")
  private void releaseTemporaries(OpteeDomain context, Message message) {
    int params = guestMemory.boundedParams(message);
    for (int index = 0; index < params; index++) {
      if (ParamType.isTemporaryMemory(message.type(index))) {
        buffers.free(context, message.c(index), ownership.named());
      }
    }
  }

  /* The repair: what was asked counts, not what the shadow says now, and the call's own buffers go. */
  private void releaseByOwner(
      OpteeDomain context, StdCall call, boolean isSuccess, boolean isExecuted) {
    StdCall.Request request = call.request().get();
    if (request.command() == MessageCommand.REGISTER_SHM && isSuccess) {
      confirm(context, call, request.cookie());
    } else if (request.command() == MessageCommand.UNREGISTER_SHM) {
      unregister(context, request.cookie(), isSuccess, isExecuted);
    }
    releaseOwned(context, call);
  }

  /* In C a message that is refused halfway leaves behind what was translated. */
  private void releaseOwned(OpteeDomain context, StdCall call) {
    if (ownership.isChecked()) {
      buffers.freeAll(context, ownership.of(new Owner(call, Kind.REGISTERING)));
      buffers.freeAll(context, ownership.of(new Owner(call, Kind.TEMPORARY)));
    }
  }

  /** Ends a call that OP-TEE never saw, with a status for the guest. */
  Registers refuse(OpteeDomain context, StdCall call, Registers guest, long status) {
    return memory.call(
        () -> {
          records.putAndFree(context, call, true);
          return guest.with0(status);
        });
  }

  /** Ends a call whose parameters cannot be translated: the message says why. */
  Registers refuseTranslated(OpteeDomain context, StdCall call, Registers guest, Message answer) {
    return memory.call(
        () -> {
          boolean isDelivered = copyBack.run(context, call, answer);
          releaseOwned(context, call);
          records.putAndFree(context, call, true);
          return guest.with0(delivered(isDelivered, SmcReturn.OK));
        });
  }

  /** Ends a call with too many parameters: the message says so; in C the status does not. */
  Registers refuseOversized(OpteeDomain context, StdCall call, Registers guest, Message answer) {
    return memory.call(
        () -> {
          boolean isDelivered = copyBack.run(context, call, answer);
          records.putAndFree(context, call, true);
          if (!isDelivered) {
            return guest.with0(SmcReturn.EBADADDR);
          }
          return behaviour.has(Fix.DELIVERY_STATUS) && !behaviour.has(Mutant.NO_STATUS)
              ? guest.with0(SmcReturn.OK)
              : guest;
        });
  }
}
