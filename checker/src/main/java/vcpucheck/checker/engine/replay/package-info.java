/** From paths of states to schedules of operations, and schedules walked step by step. */
@NullMarked
package vcpucheck.checker.engine.replay;

import org.jspecify.annotations.NullMarked;
