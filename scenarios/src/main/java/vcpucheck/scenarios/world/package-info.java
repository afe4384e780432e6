/** The world of a scenario: a machine with guests, the mediator and OP-TEE, in small sizes. */
@NullMarked
package vcpucheck.scenarios.world;

import org.jspecify.annotations.NullMarked;
