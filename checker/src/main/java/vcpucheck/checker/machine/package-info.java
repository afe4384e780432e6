/**
 * What memory allows: one machine for each memory model, which does the operations of programs on
 * packed states.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.machine;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
