/** Guests, the simulated OP-TEE, properties, and the catalogue of scenarios that joins them. */
@NullMarked
package vcpucheck.scenarios;

import org.jspecify.annotations.NullMarked;
