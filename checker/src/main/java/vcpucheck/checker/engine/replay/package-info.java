/** From paths of states to schedules of operations, and schedules walked step by step. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.replay;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
