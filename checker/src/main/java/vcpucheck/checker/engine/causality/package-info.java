/**
 * Why an interleaving ends as it does: dependences between its steps, found by running the code of
 * single vCPUs again on other results, and what would have happened had a vCPU been preempted at
 * another moment.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.causality;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
