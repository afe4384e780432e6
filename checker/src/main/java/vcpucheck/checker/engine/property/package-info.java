/** What is wrong with states and transitions: predicates, data races, deadlocks, faults. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.property;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
