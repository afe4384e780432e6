/**
 * Guests that do anything, memory that changes under the mediator, and an OP-TEE that answers
 * anything legal.
 */
@NullMarked
package vcpucheck.scenarios.catalogue.hostile;

import org.jspecify.annotations.NullMarked;
