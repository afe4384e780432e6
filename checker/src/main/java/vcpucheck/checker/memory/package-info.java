/**
 * What code under test sees of the checker: cells, locks, slabs, choices and scopes.
 *
 * <p>The package is a leaf. It has two backends with one behaviour: {@link
 * vcpucheck.checker.memory.threads.NativeMemory} (VarHandles and real locks, for plain threads,
 * Lincheck and jcstress) and the explorer's simulated one. Code under test is deterministic Java,
 * written in the shape of the C it models, that shares state through nothing but these types.
 */
@API(status = API.Status.STABLE)
@NullMarked
package vcpucheck.checker.memory;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
