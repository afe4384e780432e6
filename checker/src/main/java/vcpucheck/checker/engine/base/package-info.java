/** Containers and helpers that know nothing else of the checker. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.base;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
