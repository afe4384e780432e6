/**
 * A simulation of OP-TEE as far as the normal world can see it: secure threads, shared-memory
 * objects known by cookie, RPC argument pages, and what a call asks the guest for.
 *
 * <p>Follows {@code core/arch/arm/kernel/thread_optee_smc.c}, {@code core/tee/entry_std.c} and
 * {@code core/mm/mobj_dyn_shm.c} of OP-TEE at d5001fe0a.
 */
@NullMarked
package vcpucheck.scenarios.tee;

import org.jspecify.annotations.NullMarked;
