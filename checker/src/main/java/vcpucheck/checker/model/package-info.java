/**
 * What a user writes: vCPU programs, properties, and the model that joins them.
 *
 * <p>A {@link vcpucheck.checker.model.Model} is built once and explored many times, so that
 * everything in it is deterministic and what it remembers lives in its memory. Depends on {@code
 * vcpucheck.checker.memory} only.
 */
@API(status = API.Status.STABLE)
@NullMarked
package vcpucheck.checker.model;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
