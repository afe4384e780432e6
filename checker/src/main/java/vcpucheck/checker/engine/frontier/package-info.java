/** The order of the search: which states wait to be expanded, and how a path leads to each. */
@NullMarked
package vcpucheck.checker.engine.frontier;

import org.jspecify.annotations.NullMarked;
