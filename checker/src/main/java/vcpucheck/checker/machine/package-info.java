/**
 * What memory allows: shared variables as packed words, operations on them, and one machine for
 * each memory model.
 *
 * <p>A machine knows no Java program. It walks {@link vcpucheck.checker.machine.OperationTable}, a
 * table of operations that somebody else fills on demand, so that a test can drive it from a table
 * of its own.
 *
 * <p>Encoding. The value of a variable is a {@code long}: the number itself, or the number of an
 * interned object. A state holds <em>codes</em> instead: the position of the value in the list of
 * values that the variable ever had, so that a variable that takes four values takes two bits. Code
 * 0 is the value after allocation.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.machine;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
