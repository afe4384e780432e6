/** What must hold: predicates over the state of mediator, OP-TEE and guest pages. */
@NullMarked
package vcpucheck.scenarios.property;

import org.jspecify.annotations.NullMarked;
