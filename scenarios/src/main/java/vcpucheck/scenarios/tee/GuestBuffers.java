package vcpucheck.scenarios.tee;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.MachinePage;
import vcpucheck.mediator.xen.PageContent;

/** The guest's memory as OP-TEE gets to see it: objects over page lists and plain addresses. */
final class GuestBuffers {
  private static final long OFFSET_MASK = PageContent.PAGE_SIZE - 1;
  private static final long OWN_MESSAGE = 0;
  private static final long MOST_PAGES = 1 << 20;
  private static final long PAGE_LIST = ParamType.TMEM_OUTPUT | ParamType.NONCONTIG;

  /**
   * What the parameters of a call name.
   *
   * @param temporaries cookies of temporary memory
   * @param hasRegistered whether there is registered memory
   * @param error why a parameter cannot be used, or success
   */
  record Uses(List<Long> temporaries, boolean hasRegistered, long error) {}

  private final Machine machine;
  private final int listEntries;
  private final int memory;

  /**
   * Buffers of OP-TEE's.
   *
   * @param listEntries addresses in one page of a page list
   * @param memory how many pages of a buffer that is too large OP-TEE maps all the same; with 0 it
   *     refuses such a buffer, as OP-TEE does for want of memory
   */
  GuestBuffers(Machine machine, int listEntries, int memory) {
    this.machine = machine;
    this.listEntries = listEntries;
    this.memory = memory;
  }

  /* core/tee/entry_std.c register_shm. */
  @CFunction("register_shm")
  long register(Partition partition, Message message) {
    if (message.params() != 1 || message.attribute(0) != PAGE_LIST) {
      return TeecResult.ERROR_BAD_PARAMETERS;
    }
    List<Long> pages = pages(message, 0);
    if (pages.isEmpty()) {
      return TeecResult.ERROR_BAD_PARAMETERS;
    }
    partition.insert(SharedObject.of(message.c(0), pages, SharedObject.Kind.REGISTERED));
    return TeecResult.SUCCESS;
  }

  static boolean isUnregistration(Message message) {
    return message.params() == 1 && message.attribute(0) == ParamType.RMEM_INPUT;
  }

  /* core/tee/entry_std.c copy_in_params. */
  Uses beginUses(SecureCall call, Message message) {
    List<Long> temporaries = new ArrayList<>();
    boolean hasRegistered = false;
    for (int index = 0; index < message.params(); index++) {
      int type = message.type(index);
      if (ParamType.isTemporaryMemory(type) && message.a(index) != 0) {
        List<Long> pages = pages(message, index);
        if (pages.isEmpty()) {
          return new Uses(temporaries, hasRegistered, TeecResult.ERROR_BAD_PARAMETERS);
        }
        temporaries.add(message.c(index));
        call.partition()
            .insert(SharedObject.of(message.c(index), pages, SharedObject.Kind.TEMPORARY));
      } else if (isRegisteredMemory(type)) {
        hasRegistered = true;
        if (message.c(index) != OWN_MESSAGE
            && !call.partition().use(message.c(index), call.thread())
            && !call.partition().argument(message.c(index)).isPresent()) {
          return new Uses(temporaries, true, TeecResult.ERROR_BAD_PARAMETERS);
        }
      }
    }
    return new Uses(temporaries, hasRegistered, TeecResult.SUCCESS);
  }

  private static boolean isRegisteredMemory(int type) {
    return type == ParamType.RMEM_INPUT
        || type == ParamType.RMEM_OUTPUT
        || type == ParamType.RMEM_INOUT;
  }

  /*
   * core/tee/entry_std.c set_rmem_param: a search by cookie, which finds message pages (cookie 0)
   * and argument pages, too.
   */
  void scribble(SecureCall call, RpcDemand.Scribble scribble) {
    Message message = new Message(page(call.frame().address()).content().get(Access.OPAQUE));
    if (message.params() == 0 || !isRegisteredMemory(message.type(0))) {
      return;
    }
    long address =
        message.c(0) == OWN_MESSAGE
            ? call.frame().address()
            : call.partition().argument(message.c(0)).address();
    if (address != 0) {
      PageContent.SetHigh params = new PageContent.SetHigh(Message.COUNT_WORD, scribble.params());
      page(address).content().update(params, Access.OPAQUE);
    }
  }

  /** Ends the uses of a call; returns the thread that waits for that, or NOBODY. */
  int endUses(SecureCall call) {
    for (long cookie : call.frame().temporaries()) {
      call.partition().remove(cookie, SharedObject.Kind.TEMPORARY);
    }
    return call.frame().hasUses() ? call.partition().endUses(call.thread()) : SharedObject.NOBODY;
  }

  /*
   * core/arch/arm/kernel/thread_optee_smc.c get_rpc_alloc_res. Empty if it cannot be mapped. The
   * command word is not looked at.
   */
  @CFunction("get_rpc_alloc_res")
  List<Long> payload(Message answer) {
    if (answer.attribute(0) == PAGE_LIST) {
      return pages(answer, 0);
    }
    long address = answer.a(0);
    boolean isOnePage =
        (address & OFFSET_MASK) == 0 && answer.b(0) <= PageContent.PAGE_SIZE && isKnown(address);
    return isOnePage ? List.of(address) : List.of();
  }

  /** Whether the answer to an allocation request can be looked at at all. */
  static boolean isAllocation(Message answer, long bytes) {
    return answer.ret() == TeecResult.SUCCESS
        && answer.params() == 1
        && (answer.attribute(0) & ~ParamType.NONCONTIG) == ParamType.TMEM_OUTPUT
        && answer.b(0) >= bytes;
  }

  /* core/kernel/msg_param.c msg_param_extract_pages; empty if they cannot be mapped. */
  @CFunction("msg_param_extract_pages")
  private List<Long> pages(Message message, int index) {
    long pointer = message.a(index);
    long end = (pointer & OFFSET_MASK) + message.b(index);
    boolean wraps = Long.compareUnsigned(end, message.b(index)) < 0;
    long count = (end + OFFSET_MASK) >>> PageContent.PAGE_SHIFT;
    if ((message.attribute(index) & ParamType.NONCONTIG) == 0 || wraps || count == 0) {
      return List.of();
    }
    int most = count <= MOST_PAGES ? (int) count : memory;
    List<Long> pages = list(pointer & ~OFFSET_MASK, most);
    machine
        .memory()
        .expect(
            pages.size() == most || count == most,
            "translation",
            "a page list ends before the buffer that OP-TEE is told of: size=" + message.b(index));
    return pages.size() < most ? List.of() : pages;
  }

  /* The addresses that a page list has, up to a number. */
  private List<Long> list(long first, int most) {
    List<Long> pages = new ArrayList<>();
    long list = first;
    while (pages.size() < most && isKnown(list)) {
      PageContent content = page(list).content().get(Access.OPAQUE);
      for (int entry = 0; entry < listEntries && pages.size() < most; entry++) {
        if (!isKnown(content.word(entry))) {
          return List.copyOf(pages);
        }
        pages.add(content.word(entry));
      }
      list = content.word(listEntries);
    }
    return List.copyOf(pages);
  }

  /* An address that no page has was not translated: it is guest-physical. */
  boolean isKnown(long address) {
    boolean isKnown = machine.page(address) != null;
    machine
        .memory()
        .expect(
            isKnown || address == 0,
            "translation",
            "OP-TEE gets an address that is no machine address: 0x" + Long.toHexString(address));
    return isKnown;
  }

  /** Stores the result of a call in its message. */
  void storeResult(SecureCall call) {
    page(call.frame().address())
        .content()
        .update(new PageContent.SetHigh(Message.RET_WORD, call.frame().result()), Access.OPAQUE);
  }

  /** The page that an address lies in. */
  MachinePage page(long address) {
    @Nullable MachinePage page = machine.page(address);
    if (page == null) {
      throw new IllegalStateException("OP-TEE maps only what exists: address=" + address);
    }
    return page;
  }
}
