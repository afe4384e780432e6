package vcpucheck.mediator;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Ownership.Owner;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmBuffer.Kind;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.ErrPtr;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.PageType;
import vcpucheck.mediator.xen.StageTwo;
import vcpucheck.mediator.xen.XenPage;

/**
 * Translation of temporary memory: a guest's page list becomes one of machine addresses, and the
 * pages are pinned.
 */
final class Translation {
  private static final long OFFSET_MASK = PageContent.PAGE_SIZE - 1;

  /**
   * A message after its translation.
   *
   * @param error {@link Errno#OK}, or why it failed; then {@code ret} and {@code ret_origin} say so
   */
  record Translated(Message message, Errno error) {}

  /**
   * An address for OP-TEE.
   *
   * @param address means nothing if there is an error
   */
  record Address(long address, Errno error) {
    static Address failed(Errno error) {
      return new Address(0, error);
    }
  }

  private record Parameters(int next, Message message) {}

  private final Environment environment;
  private final Memory memory;
  private final Behaviour behaviour;
  private final Limits limits;
  private final SharedBuffers buffers;

  Translation(Environment environment, SharedBuffers buffers) {
    this.environment = environment;
    this.buffers = buffers;
    memory = environment.memory();
    behaviour = environment.behaviour();
    limits = behaviour.limits();
  }

  /** Translates the parameters of a message that only the caller can see. */
  @CFunction("translate_params")
  Translated message(OpteeDomain context, StdCall call, Message message) {
    return memory.loop(
        new Parameters(0, message),
        state -> {
          if (state.next() >= state.message().params()) {
            return Iteration.done(new Translated(state.message(), Errno.OK));
          }
          Translated one = parameter(context, call, state.message(), state.next());
          return one.error() == Errno.OK
              ? Iteration.again(new Parameters(state.next() + 1, one.message()))
              : Iteration.done(failed(one));
        });
  }

  private static Translated failed(Translated translated) {
    long ret =
        translated.error() == Errno.ENOMEM
            ? TeecResult.ERROR_OUT_OF_MEMORY
            : TeecResult.ERROR_BAD_PARAMETERS;
    return new Translated(
        translated.message().withRetOrigin(TeecResult.ORIGIN_COMMS).withRet(ret),
        translated.error());
  }

  /* Types other than temporary memory are ignored; only the low 32 bits of an attribute count. */
  private Translated parameter(OpteeDomain context, StdCall call, Message message, int index) {
    if (!ParamType.isTemporaryMemory(message.type(index))) {
      return new Translated(message, checkRegistered(context, message, index));
    }
    if ((message.attribute(index) & ParamType.NONCONTIG) != 0) {
      Address address = buffer(context, owner(call, message, index), message, index);
      return address.error() == Errno.OK
          ? new Translated(message.withA(index, address.address()), Errno.OK)
          : new Translated(message, address.error());
    }
    if (message.a(index) == 0 && behaviour.has(Fix.NULL_MEMREF)) {
      return new Translated(message, Errno.OK);
    }
    environment.report(Diagnostic.TMEM_NOT_NONCONTIG);
    return new Translated(message, Errno.EINVAL);
  }

  private static Owner owner(StdCall call, Message message, int index) {
    boolean isRegistration = index == 0 && message.command() == MessageCommand.REGISTER_SHM;
    return new Owner(call, isRegistration ? Kind.REGISTERING : Kind.TEMPORARY);
  }

  /* Registered memory is passed on as it is: C leaves it to OP-TEE to know the cookie. */
  private Errno checkRegistered(OpteeDomain context, Message message, int index) {
    boolean isChecked =
        behaviour.has(Fix.REGISTERED_RMEM) && ParamType.isRegisteredMemory(message.type(index));
    return !isChecked || buffers.isRegistered(context, message.c(index)) ? Errno.OK : Errno.EINVAL;
  }

  /** Translates a parameter that names a page list. */
  @CFunction("translate_noncontig")
  Address buffer(OpteeDomain context, Owner owner, Message message, int index) {
    return memory.call(
        () -> {
          long pointer = message.a(index);
          if (pointer == 0 && behaviour.has(Fix.NULL_MEMREF)) {
            return new Address(0, Errno.OK);
          }
          int pages = pageCount(pointer & OFFSET_MASK, message.b(index));
          if (isTooBig(context, pointer & OFFSET_MASK, message.b(index), pages)) {
            return Address.failed(Errno.ENOMEM);
          }
          List<XenPage> list = allocateList(pages);
          return list.isEmpty()
              ? Address.failed(Errno.ENOMEM)
              : fill(context, owner, message.c(index), new Source(pointer, pages), list);
        });
  }

  private boolean isTooBig(OpteeDomain context, long offset, long size, int pages) {
    if (behaviour.has(Fix.WIDE_PAGE_COUNT)) {
      long bytes = (long) context.limits().pagesPerBuffer() << PageContent.PAGE_SHIFT;
      return Long.compareUnsigned(size, bytes - offset) > 0;
    }
    return behaviour.has(Fix.BUFFER_SIZE_LIMIT)
        && Integer.compareUnsigned(pages, context.limits().pagesPerBuffer()) > 0;
  }

  /* The sum may wrap at 64 bits, and the count is cut to 32 bits, as in C. */
  private static int pageCount(long offset, long size) {
    return (int) (((size + offset + OFFSET_MASK) & ~OFFSET_MASK) >>> PageContent.PAGE_SHIFT);
  }

  /* All pages of a page list, or none; one block in C. */
  @CFunction("alloc_domheap_pages")
  private List<XenPage> allocateList(int pages) {
    if (pages == 0) {
      environment.heap().allocateImpossible();
      return List.of();
    }
    int room = environment.structs().pagesPerBuffer();
    if (pages < 0 || pages > room) {
      throw new IllegalStateException(
          "a buffer must fit in its storage: pages="
              + Integer.toUnsignedString(pages)
              + ", room="
              + room
              + "; raise the limit");
    }
    int needed = (pages + limits.listEntries() - 1) / limits.listEntries();
    List<XenPage> list = new ArrayList<>();
    while (list.size() < needed) {
      XenPage page = environment.heap().allocate();
      if (page == null) {
        list.forEach(environment.heap()::free);
        return List.of();
      }
      list.add(page);
    }
    return List.copyOf(list);
  }

  /**
   * A guest's buffer.
   *
   * @param pointer guest-physical address of its page list, with the offset in its first page
   * @param pages how many pages it has
   */
  private record Source(long pointer, int pages) {}

  private Address fill(
      OpteeDomain context, Owner owner, long cookie, Source source, List<XenPage> list) {
    ErrPtr<ShmBuffer> allocated = buffers.allocate(context, owner, cookie, source.pages(), list);
    ShmBuffer buffer = allocated.pointer();
    if (buffer == null) {
      if (behaviour.has(Fix.LEAKS)) {
        list.forEach(environment.heap()::free);
      }
      return Address.failed(allocated.error());
    }
    Errno error = pinAll(context, buffer, source.pointer() & ~OFFSET_MASK, source.pages(), list);
    if (error == Errno.OK) {
      long address = environment.machine().address(list.get(0));
      return new Address(address | (source.pointer() & OFFSET_MASK), Errno.OK);
    }
    if (error != Errno.ENODEV || behaviour.has(Fix.LEAKS)) {
      buffers.free(context, cookie, buffers.ownership().of(owner));
    }
    return Address.failed(Errno.EINVAL);
  }

  /*
   * xen/arch/arm/tee/optee.c translate_noncontig@664cc3c3d3, one iteration per page. ENODEV stands for "a list page cannot be pinned",
   * EINVAL for "a page of the buffer cannot be pinned".
   */
  private Errno pinAll(
      OpteeDomain context, ShmBuffer buffer, long listAddress, int pages, List<XenPage> list) {
    for (int start = 0; start < pages; start += limits.listEntries()) {
      GuestPage guestList = context.domain().beginAccess(listAddress, true);
      if (guestList == null) {
        return Errno.ENODEV;
      }
      int end = Math.min(pages, start + limits.listEntries());
      Errno error = pinSome(context, buffer, guestList, new Span(start, end), list);
      if (error == Errno.OK && end < pages) {
        listAddress = linkLists(guestList, list, start / limits.listEntries());
      }
      context.domain().endAccess(guestList);
      if (error != Errno.OK) {
        return error;
      }
    }
    return Errno.OK;
  }

  /** The pages of a buffer that one page of its page list names. */
  private record Span(int start, int end) {}

  private Errno pinSome(
      OpteeDomain context, ShmBuffer buffer, GuestPage guestList, Span span, List<XenPage> list) {
    XenPage xenList = list.get(span.start() / limits.listEntries());
    return memory.loop(
        0,
        entry -> {
          if (span.start() + entry >= span.end()) {
            return Iteration.done(Errno.OK);
          }
          return pinOne(context.domain(), buffer, guestList, entry, xenList)
              ? Iteration.again(entry + 1)
              : Iteration.done(Errno.EINVAL);
        });
  }

  private boolean pinOne(
      Domain domain, ShmBuffer buffer, GuestPage guestList, int entry, XenPage xenList) {
    long address = guestList.content().project(new PageContent.GetWord(entry), Access.OPAQUE);
    int page = pin(domain, address);
    if (page == Domain.NO_PAGE) {
      return false;
    }
    int count = buffer.pageCount().get();
    memory.expect(
        count < buffer.pages().size(),
        BuiltInProperty.MEMORY_SAFETY,
        "pages[] of a shared buffer is written beyond its end: page_cnt=" + count);
    buffer.pages().get(count).set(page);
    buffer.pageCount().set(count + 1);
    if (behaviour.has(Mutant.REFETCH)) {
      page = refetch(domain, guestList, entry, page);
    }
    long machineAddress = environment.machine().address(environment.machine().guestPage(page));
    xenList.content().update(new PageContent.SetWord(entry, machineAddress), Access.OPAQUE);
    return true;
  }

  private int pin(Domain domain, long address) {
    if (behaviour.has(Mutant.NO_REF)) {
      return lookup(domain, address);
    }
    if (behaviour.has(Mutant.NO_OWNER_CHECK)) {
      int page = lookup(domain, address);
      return page != Domain.NO_PAGE && environment.machine().guestPage(page).getAnyones()
          ? page
          : Domain.NO_PAGE;
    }
    return domain.pin(address);
  }

  private static int lookup(Domain domain, long address) {
    StageTwo.Entry mapped = domain.stageTwo().lookup(address >>> PageContent.PAGE_SHIFT);
    return mapped.type() == PageType.RAM_RW ? mapped.page() : Domain.NO_PAGE;
  }

  private static int refetch(Domain domain, GuestPage guestList, int entry, int page) {
    long address = guestList.content().project(new PageContent.GetWord(entry), Access.OPAQUE);
    int again = lookup(domain, address);
    return again == Domain.NO_PAGE ? page : again;
  }

  /* The word behind the entries is the next list page's address. Returns the guest's. */
  private long linkLists(GuestPage guestList, List<XenPage> list, int index) {
    int link = limits.listEntries();
    long next = environment.machine().address(list.get(index + 1));
    list.get(index).content().update(new PageContent.SetWord(link, next), Access.OPAQUE);
    return guestList.content().project(new PageContent.GetWord(link), Access.OPAQUE);
  }
}
