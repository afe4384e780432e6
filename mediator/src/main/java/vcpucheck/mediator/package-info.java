/**
 * The OP-TEE mediator in every revision and variant, as ordinary Java over {@code
 * vcpucheck.checker.memory}; it does not know that it is being checked.
 */
@NullMarked
package vcpucheck.mediator;

import org.jspecify.annotations.NullMarked;
