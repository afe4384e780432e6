/** The order of the search: which states wait to be expanded, and how a path leads to each. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.frontier;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
