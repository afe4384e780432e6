/** What single vCPUs, and two of them, can tell of a state. */
@NullMarked
package vcpucheck.checker.engine.projection;

import org.jspecify.annotations.NullMarked;
