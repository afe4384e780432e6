/**
 * Guests: virtual CPUs that make calls, answer requests and manage cookies and pages, well-behaved
 * like Linux or hostile.
 *
 * <p>Linux is followed as in {@code drivers/tee/optee/smc_abi.c} and {@code drivers/tee/tee_shm.c}.
 */
@NullMarked
package vcpucheck.scenarios.guest;

import org.jspecify.annotations.NullMarked;
