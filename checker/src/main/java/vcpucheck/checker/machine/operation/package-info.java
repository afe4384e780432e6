/**
 * Shared variables as packed words, operations on them, and programs as tables of operations.
 *
 * <p>A program is an {@link vcpucheck.checker.machine.operation.OperationTable}, filled on demand
 * by an automaton, or by a test from a table of its own: no machine knows any Java program.
 *
 * <p>Encoding. The value of a variable is a {@code long}: the number itself, or the number of an
 * interned object. A state holds <em>codes</em> instead: the position of the value in the list of
 * values that the variable ever had, so that a variable that takes four values takes two bits. Code
 * 0 is the value after allocation.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.machine.operation;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
