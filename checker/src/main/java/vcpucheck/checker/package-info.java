/**
 * A deterministic concurrency model checker for Java code on simulated vCPUs. {@link
 * vcpucheck.checker.Checker} is the way in.
 */
@NullMarked
package vcpucheck.checker;

import org.jspecify.annotations.NullMarked;
