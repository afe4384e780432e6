/**
 * Memory on the JVM's own threads: what jcstress, Lincheck and plain tests run code under test on.
 */
@NullMarked
package vcpucheck.checker.memory.threads;

import org.jspecify.annotations.NullMarked;
