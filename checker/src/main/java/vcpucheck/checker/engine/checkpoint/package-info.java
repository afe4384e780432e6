/**
 * Saving a search and resuming it: the order in which code was unfolded, and the search's own
 * tables.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.checkpoint;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
