/** Walks by hand: what is to be seen at a position, and what lies ahead of it. */
@NullMarked
package vcpucheck.checker.engine.walk;

import org.jspecify.annotations.NullMarked;
