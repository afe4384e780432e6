/**
 * Values of cells: numbers as they are, objects by number, and for each variable the codes of the
 * values that it ever had.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.machine.value;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
