/** Files of states that are sorted by hash, and what is reached sorted out against them. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.cluster.runs;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
