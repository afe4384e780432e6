package vcpucheck.mediator.table;

import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.XenPage;

/** An RPC argument page and its shadow: {@code struct shm_rpc}. */
@CFunction("struct shm_rpc")
public final class ShmRpc {
  private final ListHead<ShmRpc> links;
  private final LongCell cookie;
  private final LongCell gfn;
  private final IntCell guestPage;
  private final IntCell users;
  private final IntCell isRemoved;
  private final RefCell<XenPage> xenArgPage;
  private final RefCell<XenPage> xenArg;

  ShmRpc(Cells cells) {
    links = new ListHead<>(cells);
    cookie = cells.longCell("cookie", 0);
    gfn = cells.longCell("gfn", 0);
    guestPage = cells.intCell("guest_page", Domain.NO_PAGE);
    users = cells.intCell("users", 0);
    isRemoved = cells.intCell("removed", 0);
    xenArgPage = cells.refCell("xen_arg_pg");
    xenArg = cells.refCell("xen_arg");
  }

  /** {@code list}: the neighbours in {@code shm_rpc_list}. */
  public ListHead<ShmRpc> links() {
    return links;
  }

  /** {@code cookie}: the guest's name for it. */
  public LongCell cookie() {
    return cookie;
  }

  /** {@code gfn}, as the guest-physical address of the page. */
  public LongCell gfn() {
    return gfn;
  }

  /** {@code guest_page}: the number of the pinned page. */
  public IntCell guestPage() {
    return guestPage;
  }

  /** How many use it after a search; under the lock; not in C. */
  public IntCell users() {
    return users;
  }

  /** 1 if its last user is to free it; under the lock; not in C. */
  public IntCell isRemoved() {
    return isRemoved;
  }

  /** {@code xen_arg_pg}: the shadow, which OP-TEE sees. */
  public RefCell<XenPage> xenArgPage() {
    return xenArgPage;
  }

  /**
   * {@code xen_arg}: where the shadow is mapped. The pointer stays behind after an unmapping, as in
   * C.
   */
  public RefCell<XenPage> xenArg() {
    return xenArg;
  }
}
