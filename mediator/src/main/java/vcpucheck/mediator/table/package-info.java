/**
 * The mediator's structs and the tables that hold them: the seam between the one call flow and the
 * variants of its synchronisation.
 *
 * <p>A variant implements {@link vcpucheck.mediator.table.CallTable}, {@link
 * vcpucheck.mediator.table.RpcTable}, {@link vcpucheck.mediator.table.BufferTable} and {@link
 * vcpucheck.mediator.table.Quota}, and nothing else.
 */
@NullMarked
package vcpucheck.mediator.table;

import org.jspecify.annotations.NullMarked;
