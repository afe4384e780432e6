package vcpucheck.mediator.xen;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SlotAddresses;

/**
 * The pages that Xen allocates for itself: shadows of message pages, of RPC argument pages and of
 * page lists.
 *
 * <p>Freed pages are issued again, so a stale machine address may name a page with another purpose.
 */
public final class XenHeap {
  /** The name of the slab of pages, as an allocation hook sees it. */
  public static final String SLAB = "xen_page";

  /** What is chosen when a block is asked for that no heap could have. */
  public static final String IMPOSSIBLE = "xen_page block of impossible size";

  private final Memory memory;
  private final Slab<XenPage> pages;
  private final SlotAddresses<XenPage> addresses;

  /**
   * Makes a heap.
   *
   * @param base the machine address of the first page
   */
  XenHeap(Memory memory, int capacity, Slab.Reuse reuse, long base) {
    this.memory = memory;
    pages = memory.slab(SLAB, capacity, reuse, XenPage::new);
    addresses = pages.addresses(base, PageContent.PAGE_SIZE);
  }

  /** Allocates a page, or returns null. */
  @CFunction("alloc_domheap_page")
  public @Nullable XenPage allocate() {
    return pages.alloc();
  }

  /** Asks for a block whose size no heap has: always fails. */
  @CFunction("alloc_domheap_pages")
  public void allocateImpossible() {
    memory.choose(IMPOSSIBLE, 1);
  }

  /** Frees a page. */
  @CFunction("free_domheap_page")
  public void free(XenPage page) {
    pages.free(page);
  }

  /** The machine addresses of the pages. */
  SlotAddresses<XenPage> addresses() {
    return addresses;
  }

  /** The slab of pages: for properties and reports. */
  public Slab<XenPage> slab() {
    return pages;
  }
}
