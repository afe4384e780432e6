package vcpucheck.mediator.table;

import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;

/**
 * The part of Xen's heap that the mediator's structs come from; shared by all domains.
 *
 * @param contexts {@code struct optee_domain}; only its allocation is modelled
 * @param calls {@code struct optee_std_call}
 * @param rpcs {@code struct shm_rpc}
 * @param buffers {@code struct optee_shm_buf}
 * @param pagesPerBuffer how many pages a buffer can have
 */
public record StructPools(
    Slab<Context> contexts,
    Slab<StdCall> calls,
    Slab<ShmRpc> rpcs,
    Slab<ShmBuffer> buffers,
    int pagesPerBuffer) {
  /** The names of the slabs, as an allocation hook sees them. */
  public static final String CONTEXT_SLAB = "optee_domain";

  /** See {@link #CONTEXT_SLAB}. */
  public static final String CALL_SLAB = "optee_std_call";

  /** See {@link #CONTEXT_SLAB}. */
  public static final String RPC_SLAB = "shm_rpc";

  /** See {@link #CONTEXT_SLAB}. */
  public static final String BUFFER_SLAB = "optee_shm_buf";

  /**
   * How many structs there can be at once, over all domains.
   *
   * @param contexts domains
   * @param calls calls in progress; one more than may be, since a call leaves the count before it
   *     is freed
   * @param rpcs RPC argument pages
   * @param buffers shared buffers, refused ones that are not freed yet included
   * @param pagesPerBuffer how many pages a buffer has room for; at least as many as the limit
   *     allows, and more only where the limit is the matter
   */
  public record Capacity(int contexts, int calls, int rpcs, int buffers, int pagesPerBuffer) {
    /** With room for buffers as large as the limit allows. */
    public Capacity(int contexts, int calls, int rpcs, int buffers) {
      this(contexts, calls, rpcs, buffers, 0);
    }
  }

  /** The allocation of a {@code struct optee_domain}. */
  public static final class Context {
    Context(Cells cells) {
      cells.intCell("allocated", 1);
    }
  }

  /**
   * Makes the slabs.
   *
   * @param listPages how many pages a page list can have
   * @param pagesPerBuffer how many pages a buffer can have
   */
  public static StructPools of(
      Memory memory, Capacity capacity, int listPages, int pagesPerBuffer) {
    return new StructPools(
        memory.slab(CONTEXT_SLAB, capacity.contexts(), Context::new),
        memory.slab(CALL_SLAB, capacity.calls(), StdCall::new),
        memory.slab(RPC_SLAB, capacity.rpcs(), ShmRpc::new),
        memory.slab(
            BUFFER_SLAB,
            capacity.buffers(),
            cells -> new ShmBuffer(cells, listPages, pagesPerBuffer)),
        pagesPerBuffer);
  }
}
