/**
 * Memory on the JVM's own threads: what jcstress, Lincheck and plain tests run code under test on.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.memory.threads;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
