/**
 * Saving a search and resuming it: the order in which code was unfolded, and the search's own
 * tables.
 */
@NullMarked
package vcpucheck.checker.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
