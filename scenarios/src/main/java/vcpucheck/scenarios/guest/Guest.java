package vcpucheck.scenarios.guest;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.mediator.CallResult;
import vcpucheck.mediator.Mediator;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;

/** A guest: its memory, its cookies, and its way to the mediator. */
public final class Guest {

  private final Memory memory;
  private final Machine machine;
  private final Domain domain;
  private final int firstPage;
  private final List<Long> messages;
  private final List<Buffer> buffers;
  private final Cookies cookies;
  private final WaitQueues queues;
  private final List<Mediator> mediator = new ArrayList<>();

  /**
   * Makes a guest while a model is built: one message page for each vCPU, one buffer for each
   * cookie.
   *
   * @param domain without memory
   * @param sizes how many of what
   */
  public Guest(Domain domain, GuestSizes sizes) {
    machine = domain.machine();
    memory = machine.memory();
    this.domain = domain;
    firstPage = machine.guestPages().size();
    messages = pages(sizes.vcpus());
    List<Buffer> made = new ArrayList<>();
    for (int cookie = 1; cookie <= sizes.cookies(); cookie++) {
      made.add(buffer(cookie, sizes));
    }
    buffers = List.copyOf(made);
    cookies = new Cookies(memory, domain.name() + ".", sizes.cookies());
    queues = new WaitQueues(memory, domain.name() + ".", sizes);
  }

  private List<Long> pages(int count) {
    List<Long> pages = new ArrayList<>();
    while (pages.size() < count) {
      pages.add(domain.addRam());
    }
    return List.copyOf(pages);
  }

  /* The page list stands in memory from the start. */
  private Buffer buffer(long cookie, GuestSizes sizes) {
    int lists = (sizes.pagesPerBuffer() + sizes.listEntries() - 1) / sizes.listEntries();
    List<Long> list = pages(lists);
    Buffer buffer = new Buffer(cookie, list.get(0), pages(sizes.pagesPerBuffer()));
    for (int index = 0; index < lists; index++) {
      PageContent content = PageContent.ZERO;
      for (int entry = 0; entry < sizes.listEntries(); entry++) {
        int page = index * sizes.listEntries() + entry;
        content = content.with(entry, page < buffer.pages().size() ? buffer.pages().get(page) : 0);
      }
      long next = index + 1 < lists ? list.get(index + 1) : 0;
      page(list.get(index)).set(content.with(sizes.listEntries(), next));
    }
    return buffer;
  }

  /** Joins the guest to the mediator; while the model is built. */
  public void connect(Mediator target) {
    mediator.add(target);
  }

  /** A secure monitor call of the guest: what its registers are afterwards. */
  public Registers call(Registers registers) {
    CallResult result = mediator.get(0).handleCall(domain, registers);
    checkSecrecy(registers, result.registers());
    return result.handled() ? result.registers() : registers.with0(SmcReturn.UNKNOWN_FUNCTION);
  }

  private void checkSecrecy(Registers before, Registers after) {
    long pair = Registers.pair(after.r1(), after.r2());
    memory.expect(
        pair == Registers.pair(before.r1(), before.r2()) || machine.page(pair) == null,
        "secrecy",
        "the guest gets a machine address in its registers: 0x" + Long.toHexString(pair));
  }

  /** The memory that everything shared is in. */
  public Memory memory() {
    return memory;
  }

  /** The domain. */
  public Domain domain() {
    return domain;
  }

  /** Guest-physical address of a vCPU's message page. */
  public long message(int vcpu) {
    return messages.get(vcpu);
  }

  /** The buffer with a cookie from 1. */
  public Buffer buffer(long cookie) {
    return buffers.get((int) cookie - 1);
  }

  /** The allocator of cookies. */
  public Cookies cookies() {
    return cookies;
  }

  WaitQueues queues() {
    return queues;
  }

  /** What stands in the argument page that a request of OP-TEE's names by cookie. */
  public Message argument(Registers request) {
    return new Message(page(argumentPage(request)).get(Access.OPAQUE));
  }

  /** Writes the argument page that a request of OP-TEE's names. */
  public void setArgument(Registers request, Message answer) {
    page(argumentPage(request)).set(answer.content(), Access.OPAQUE);
  }

  private long argumentPage(Registers request) {
    long cookie = Registers.pair(request.r1(), request.r2());
    boolean isMine = cookie >= 1 && cookie <= buffers.size();
    memory.expect(
        isMine,
        "agreement-with-guest",
        "the guest gets a command in a page that it does not have: cookie=" + cookie);
    return buffer(isMine ? cookie : 1).page();
  }

  /** The content of the page that was at a guest-physical address at the start. */
  public ValueCell<PageContent> page(long address) {
    return guestPage(address).content();
  }

  /** The page that was at a guest-physical address at the start. */
  public GuestPage guestPage(long address) {
    int number = (int) ((address - messages.get(0)) >>> PageContent.PAGE_SHIFT);
    return machine.guestPage(firstPage + number);
  }
}
