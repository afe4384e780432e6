package vcpucheck.scenarios.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.MachinePage;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.PageType;
import vcpucheck.mediator.xen.StageTwo;
import vcpucheck.mediator.xen.XenPage;

/** The machine of a trace: one domain, and hypervisor pages numbered as they are allocated. */
final class ReplayedMachine {
  private static final long RAM_BASE = 0x4000_0000L;
  private final Machine machine;
  private final Domain domain;

  ReplayedMachine(Memory memory, int domainId, int frames, int xenPages) {
    machine = new Machine(memory, StageTwo.Kind.CHANGING, xenPages, Slab.Reuse.NEVER);
    domain = new Domain(machine, domainId, RAM_BASE);
    for (int page = 0; page < frames; page++) {
      domain.addRam();
    }
  }

  Machine machine() {
    return machine;
  }

  Domain domain() {
    return domain;
  }

  /** Sets the types of the frames that an object names. */
  void setTypes(JsonCursor types) {
    types.numbered(machine.guestPages().size()).forEach(this::setType);
  }

  void setType(int page, JsonCursor type) {
    PageType pageType =
        switch (type.text()) {
          case "rw" -> PageType.RAM_RW;
          case "ro" -> PageType.RAM_RO;
          case "none" -> PageType.NONE;
          default -> throw type.fault("a frame type must be rw, ro or none");
        };
    long frame = (RAM_BASE >>> PageContent.PAGE_SHIFT) + page;
    domain.stageTwo().set(frame, new StageTwo.Entry(page, pageType));
  }

  /** Stores words of guest pages: a list of pages with their words. */
  void write(List<JsonCursor> writes) {
    for (JsonCursor write : writes) {
      GuestPage page = guestPage(RecordSchema.GUEST_WRITE.check(write).get("page"));
      PageContent content = page.content().get();
      for (Map.Entry<Integer, JsonCursor> word :
          write.get("w").numbered(PageContent.WORDS).entrySet()) {
        content = content.with(word.getKey(), word.getValue().hex());
      }
      page.content().set(content);
    }
  }

  /** What stands in all guest pages. */
  List<PageContent> guestContents() {
    List<PageContent> contents = new ArrayList<>();
    for (GuestPage page : machine.guestPages()) {
      contents.add(page.content().get());
    }
    return contents;
  }

  /** The guest page that a trace names. */
  GuestPage guestPage(JsonCursor number) {
    return machine.guestPage(number.index(machine.guestPages().size()));
  }

  /** The hypervisor page that a trace names. */
  XenPage xenPage(JsonCursor number) {
    int page = number.atLeast(0);
    if (page >= machine.heap().slab().capacity()) {
      throw new Mismatch(number.path(), page, "so many pages were never allocated");
    }
    return xenPage(page);
  }

  private XenPage xenPage(int number) {
    return machine.heap().slab().slot(number);
  }

  boolean isAllocated(XenPage page) {
    return machine.heap().slab().isAllocated(page);
  }

  /** The number of a hypervisor page, or the word null. */
  String number(@Nullable XenPage page) {
    return page == null ? "null" : String.valueOf(machine.heap().slab().index(page));
  }

  int liveXenPages() {
    int live = 0;
    for (int number = 0; number < machine.heap().slab().capacity(); number++) {
      if (isAllocated(xenPage(number))) {
        live++;
      }
    }
    return live;
  }

  /** The value that a trace writes as a number, or as a page with an offset. */
  long value(JsonCursor node) {
    if (node.isText()) {
      return node.hex();
    }
    RecordSchema.ADDRESS.check(node);
    if (node.has("guestPage") == node.has("xenPage")) {
      throw node.fault("a machine address must lie in a guest page or in a hypervisor page");
    }
    MachinePage page =
        node.has("guestPage") ? guestPage(node.get("guestPage")) : xenPage(node.get("xenPage"));
    return machine.address(page)
        + node.find("off").map(offset -> offset.index(PageContent.PAGE_SIZE)).orElse(0);
  }

  /** A value for people: a page with an offset where it is a machine address. */
  String describe(long value) {
    MachinePage page = machine.page(value);
    if (page == null) {
      return Mismatch.hex(value);
    }
    String name =
        page instanceof GuestPage guest
            ? "guestPage " + guest.number()
            : "xenPage " + number((XenPage) page);
    return name + " + " + value % PageContent.PAGE_SIZE;
  }
}
