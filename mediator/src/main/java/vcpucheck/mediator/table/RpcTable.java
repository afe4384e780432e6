package vcpucheck.mediator.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The RPC argument pages of one domain: {@code shm_rpc_list}. */
public interface RpcTable {
  /**
   * Adds an argument page unless its cookie is taken.
   *
   * @return whether it was added
   */
  boolean insert(ShmRpc rpc, long cookie);

  /** The first argument page with a cookie, or null. To be followed by {@link #endUse}. */
  @Nullable ShmRpc find(long cookie);

  /**
   * Ends a use that {@link #find} began.
   *
   * @return whether the page was taken out meanwhile and this was the last use, so that the caller
   *     must free it
   */
  boolean endUse(ShmRpc rpc);

  /**
   * Takes the first argument page with a cookie out.
   *
   * @return what the caller must free, or null if there is none or its last user will free it
   */
  @Nullable ShmRpc remove(long cookie);

  /** The oldest argument page, or null; for destruction, when no vCPU runs. */
  @Nullable ShmRpc first();

  /** All argument pages, oldest first: for properties and reports. */
  List<ShmRpc> snapshot();
}
