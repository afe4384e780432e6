/** Benchmarks: they measure and print; no test asserts on time. */
@NullMarked
package vcpucheck.checker.bench;

import org.jspecify.annotations.NullMarked;
