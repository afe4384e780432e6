/**
 * Whether more vCPUs show more: evidence on worlds that are larger than those that are searched.
 */
@NullMarked
package vcpucheck.checker.saturation;

import org.jspecify.annotations.NullMarked;
