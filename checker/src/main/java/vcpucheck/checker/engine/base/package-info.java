/** Containers and helpers that know nothing else of the checker. */
@NullMarked
package vcpucheck.checker.engine.base;

import org.jspecify.annotations.NullMarked;
