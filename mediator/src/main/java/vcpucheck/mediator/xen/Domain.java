package vcpucheck.mediator.xen;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;

/** A guest: its number, its second-stage map, and whether Xen has crashed it. */
public final class Domain {
  /** Stands for a null page pointer where a page's number is expected. */
  public static final int NO_PAGE = -1;

  private final Machine machine;
  private final int id;
  private final StageTwo stageTwo;
  private final IntCell crashed;

  /**
   * A domain without memory.
   *
   * @param id its number; domains of one machine have different ones
   * @param ramBase guest-physical address of its first page, page aligned
   */
  public Domain(Machine machine, int id, long ramBase) {
    this.machine = machine;
    this.id = id;
    stageTwo = new StageTwo(machine, name() + ".p2m[", ramBase >>> PageContent.PAGE_SHIFT);
    crashed = machine.memory().intCell(name() + ".is_shut_down", 0);
  }

  /** Adds a page of ordinary RAM; while the model is built. Returns its guest-physical address. */
  public long addRam() {
    GuestPage page = machine.addGuestPage(id);
    return stageTwo.add(new StageTwo.Entry(page.number(), PageType.RAM_RW));
  }

  /** The domain's number. */
  public int id() {
    return id;
  }

  /** The domain's name, as cells have it: {@code d} and its number. */
  public String name() {
    return "d" + id;
  }

  /** The machine it runs on. */
  public Machine machine() {
    return machine;
  }

  /** Its second-stage map. */
  public StageTwo stageTwo() {
    return stageTwo;
  }

  /** Whether Xen has crashed it. */
  public boolean isCrashed() {
    return crashed.get(Access.OPAQUE) != 0;
  }

  /** Records a crash; as in Xen, the caller keeps running. */
  @CFunction("domain_crash")
  public void crash() {
    crashed.set(1, Access.OPAQUE);
  }

  /**
   * Pins the page of a guest frame: looks it up, takes a reference, checks the owner; only ordinary
   * writable RAM will do.
   *
   * @param address guest-physical; its low 12 bits are ignored
   * @return the page's number, or {@link #NO_PAGE}
   */
  @CFunction("get_domain_ram_page")
  public int pin(long address) {
    StageTwo.Entry entry = stageTwo.lookup(address >>> PageContent.PAGE_SHIFT);
    boolean pinned = entry.type() == PageType.RAM_RW && machine.guestPage(entry.page()).get(id);
    return pinned ? entry.page() : NO_PAGE;
  }

  /**
   * The page that a copy out of or into guest memory goes through, with a short-lived reference
   * that {@link #endAccess} drops.
   *
   * @param address guest-physical; its low 12 bits are ignored
   * @param isWrite a write needs ordinary RAM, a read any RAM
   * @return null if the guest has no such page
   */
  @CFunction("access_guest_memory_by_gpa")
  public @Nullable GuestPage beginAccess(long address, boolean isWrite) {
    StageTwo.Entry entry = stageTwo.lookup(address >>> PageContent.PAGE_SHIFT);
    boolean allowed = isWrite ? entry.type() == PageType.RAM_RW : entry.type().isReadable();
    if (!allowed) {
      return null;
    }
    GuestPage page = machine.guestPage(entry.page());
    boolean referenced = machine.kind() == StageTwo.Kind.FIXED || page.get(id);
    return referenced ? page : null;
  }

  /** Ends an access that {@link #beginAccess} began. */
  @CFunction("put_page")
  public void endAccess(GuestPage page) {
    if (machine.kind() == StageTwo.Kind.CHANGING) {
      page.put();
    }
  }

  /**
   * Gives a page back to Xen: takes it out of the map, then drops the reference that came with it.
   *
   * @param address guest-physical address of ordinary RAM
   */
  @CFunction("decrease_reservation")
  public void balloonOut(long address) {
    long frame = address >>> PageContent.PAGE_SHIFT;
    StageTwo.Entry entry = stageTwo.lookup(frame);
    stageTwo.set(frame, StageTwo.Entry.NONE);
    machine.guestPage(entry.page()).put();
  }

  /**
   * Gets a page from Xen, if it is free, at a guest-physical address where there is none.
   *
   * @param page the page's number
   */
  @CFunction("populate_physmap")
  public void balloonIn(long address, int page) {
    if (machine.guestPage(page).allocate(id)) {
      stageTwo.set(address >>> PageContent.PAGE_SHIFT, new StageTwo.Entry(page, PageType.RAM_RW));
    }
  }
}
