/**
 * What must hold: predicates over the state of mediator, OP-TEE and guest pages, in every state or
 * when every vCPU has ended. What a guest can see for itself is checked in {@code guest}.
 */
@NullMarked
package vcpucheck.scenarios.property;

import org.jspecify.annotations.NullMarked;
