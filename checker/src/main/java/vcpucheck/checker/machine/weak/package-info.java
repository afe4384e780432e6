/**
 * What the machines of weak memory models share: effects of operations on values, and arrays of
 * which states are made, numbered.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.machine.weak;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
