package vcpucheck.mediator.table;

import java.util.function.BooleanSupplier;

/**
 * The shared state of one domain: what a variant of the mediator consists of.
 *
 * @param calls the calls in progress
 * @param rpcs the RPC argument pages
 * @param buffers the shared buffers
 * @param quota the counters
 * @param isLocked whether a lock is held: {@code spin_is_locked}
 */
public record Tables(
    CallTable calls, RpcTable rpcs, BufferTable buffers, Quota quota, BooleanSupplier isLocked) {}
