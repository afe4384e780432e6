/**
 * The graph of visited states, and the questions about its paths: cycles, livelocks, the number of
 * interleavings.
 */
@NullMarked
package vcpucheck.checker.engine.graph;

import org.jspecify.annotations.NullMarked;
