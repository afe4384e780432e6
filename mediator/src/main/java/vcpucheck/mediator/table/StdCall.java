package vcpucheck.mediator.table;

import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.mediator.xen.XenPage;

/**
 * One standard call in progress: {@code struct optee_std_call}.
 *
 * <p>The fields are C's. What a call saves at an RPC is one cell, because C writes it together and
 * only the vCPU that drives the call touches it.
 */
@CFunction("struct optee_std_call")
public final class StdCall {
  /** The thread id of a call that has no thread. */
  public static final int NO_THREAD = -1;

  /** Whether the guest is answering a request of the mediator's own. */
  public enum State {
    /** {@code OPTEE_CALL_NORMAL}. */
    NORMAL,
    /** {@code OPTEE_CALL_XEN_RPC}. */
    XEN_RPC
  }

  /**
   * What is saved when OP-TEE asks for an RPC.
   *
   * @param operation {@code rpc_op}, 0 to 0xffff
   * @param first {@code rpc_params[0]}
   * @param second {@code rpc_params[1]}
   */
  public record SavedRpc(int operation, long first, long second) {
    /** What a new call has. */
    public static final SavedRpc NONE = new SavedRpc(0, 0, 0);
  }

  /**
   * What the guest asked of OP-TEE.
   *
   * @param command {@code cmd}, unsigned, 32 bits
   * @param cookie {@code params[0].shm_ref}
   */
  public record Request(long command, long cookie) {
    /** What a new call has. */
    public static final Request NONE = new Request(0, 0);
  }

  /**
   * What OP-TEE asked of the guest.
   *
   * @param command {@code cmd} of the argument page, unsigned, 32 bits
   * @param type {@code params[0].a}: the memory type of an allocation
   * @param size {@code params[0].b}: the size of an allocation, unsigned
   */
  public record RpcRequest(long command, long type, long size) {
    /** What a new call has. */
    public static final RpcRequest NONE = new RpcRequest(0, 0, 0);
  }

  private final ListHead<StdCall> links;
  private final IntCell inFlight;
  private final IntCell opteeThreadId;
  private final RefCell<XenPage> xenArgPage;
  private final IntCell xenArg;
  private final LongCell guestArgIpa;
  private final ValueCell<SavedRpc> rpc;
  private final LongCell rpcBufferType;
  private final LongCell rpcDataCookie;
  private final ValueCell<State> state;
  private final ValueCell<Request> request;
  private final ValueCell<RpcRequest> rpcRequest;
  private final RefCell<ShmRpc> leavingRpc;

  StdCall(Cells cells) {
    links = new ListHead<>(cells);
    inFlight = cells.intCell("in_flight", 0);
    opteeThreadId = cells.intCell("optee_thread_id", NO_THREAD);
    xenArgPage = cells.refCell("xen_arg_pg");
    xenArg = cells.intCell("xen_arg", 0);
    guestArgIpa = cells.longCell("guest_arg_ipa", 0);
    rpc = cells.valueCell("rpc", SavedRpc.NONE);
    rpcBufferType = cells.longCell("rpc_buffer_type", 0);
    rpcDataCookie = cells.longCell("rpc_data_cookie", 0);
    state = cells.valueCell("state", State.NORMAL);
    request = cells.valueCell("request", Request.NONE);
    rpcRequest = cells.valueCell("rpc_request", RpcRequest.NONE);
    leavingRpc = cells.refCell("leaving_rpc");
  }

  /** {@code list}: the neighbours in {@code call_list}. */
  public ListHead<StdCall> links() {
    return links;
  }

  /** {@code in_flight}: 1 while a vCPU drives the call. */
  public IntCell inFlight() {
    return inFlight;
  }

  /** {@code optee_thread_id}: the secure thread that waits for the call's next resume. */
  public IntCell opteeThreadId() {
    return opteeThreadId;
  }

  /** {@code xen_arg_pg}: the shadow of the message page. */
  public RefCell<XenPage> xenArgPage() {
    return xenArgPage;
  }

  /** {@code xen_arg}: 1 while the shadow is mapped. */
  public IntCell xenArg() {
    return xenArg;
  }

  /** {@code guest_arg_ipa}: the guest's message page. */
  public LongCell guestArgIpa() {
    return guestArgIpa;
  }

  /** {@code rpc_op} and {@code rpc_params}. */
  public ValueCell<SavedRpc> rpc() {
    return rpc;
  }

  /** {@code rpc_buffer_type}: the memory type of the last allocation request. */
  public LongCell rpcBufferType() {
    return rpcBufferType;
  }

  /** {@code rpc_data_cookie}: the buffer that was allocated last by RPC, or 0. */
  public LongCell rpcDataCookie() {
    return rpcDataCookie;
  }

  /** {@code state}. */
  public ValueCell<State> state() {
    return state;
  }

  /** What the guest asked; not in C. */
  public ValueCell<Request> request() {
    return request;
  }

  /** What OP-TEE asked last; not in C. */
  public ValueCell<RpcRequest> rpcRequest() {
    return rpcRequest;
  }

  /** The argument page that is freed once OP-TEE was resumed; not in C. */
  public RefCell<ShmRpc> leavingRpc() {
    return leavingRpc;
  }
}
