/**
 * Shared buffers: registration and its end, pinning, the limits per domain, failing allocations.
 */
@NullMarked
package vcpucheck.scenarios.catalogue.buffers;

import org.jspecify.annotations.NullMarked;
