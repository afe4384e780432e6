/**
 * States as packed fields: where the fields lie, what a state hashes to, and which states are alike
 * because vCPUs, or slots of a slab, are interchangeable.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.machine.state;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
