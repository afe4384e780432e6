package vcpucheck.mediator.xen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;

/**
 * Machine memory: guest pages and the Xen heap, each at its machine addresses.
 *
 * <p>Made while a model is built. Guest page <i>n</i> is machine frame {@code 0x123000 + n} and Xen
 * page <i>n</i> is machine frame {@code 0x812000 + n}; no other frame exists. Guest-physical
 * addresses are a matter of {@link StageTwo}, so that a guest address passed on untranslated can be
 * told from a machine address; two small numbers in one word, as messages have them, are none.
 */
public final class Machine {
  private static final long GUEST_FRAMES = 0x12_3000;
  private static final long XEN_FRAMES = 0x81_2000;

  private final Memory memory;
  private final StageTwo.Kind kind;
  private final XenHeap heap;
  private final List<GuestPage> guestPages = new ArrayList<>();

  /**
   * A machine without guest pages.
   *
   * @param kind whether second-stage maps may change
   * @param xenPages how many pages the Xen heap has, at least 1
   * @param reuse which free page the Xen heap issues
   */
  public Machine(Memory memory, StageTwo.Kind kind, int xenPages, Slab.Reuse reuse) {
    this.memory = memory;
    this.kind = kind;
    heap = new XenHeap(memory, xenPages, reuse, XEN_FRAMES << PageContent.PAGE_SHIFT);
  }

  /** A machine whose Xen heap issues the free page that the memory's slabs do. */
  public Machine(Memory memory, StageTwo.Kind kind, int xenPages) {
    this(memory, kind, xenPages, memory.reuse());
  }

  /** Adds a guest page that belongs to a domain; while the model is built. */
  public GuestPage addGuestPage(int ownerId) {
    GuestPage page = new GuestPage(memory, guestPages.size(), ownerId, kind);
    guestPages.add(page);
    return page;
  }

  /** The memory that everything shared is in. */
  public Memory memory() {
    return memory;
  }

  /** Whether second-stage maps may change. */
  public StageTwo.Kind kind() {
    return kind;
  }

  /** The Xen heap. */
  public XenHeap heap() {
    return heap;
  }

  /** All guest pages, by number. */
  public List<GuestPage> guestPages() {
    return List.copyOf(guestPages);
  }

  /** The guest page with a number. */
  public GuestPage guestPage(int number) {
    return guestPages.get(number);
  }

  /** The machine address of a page: {@code page_to_maddr}. */
  public long address(MachinePage page) {
    return page instanceof GuestPage guest
        ? (GUEST_FRAMES + guest.number()) << PageContent.PAGE_SHIFT
        : heap.addresses().of((XenPage) page);
  }

  /** The page that a machine address lies in, or null if there is none. */
  public @Nullable MachinePage page(long address) {
    long frame = address >>> PageContent.PAGE_SHIFT;
    if (frame >= GUEST_FRAMES && frame < GUEST_FRAMES + guestPages.size()) {
      return guestPages.get((int) (frame - GUEST_FRAMES));
    }
    return heap.addresses().at(address);
  }
}
