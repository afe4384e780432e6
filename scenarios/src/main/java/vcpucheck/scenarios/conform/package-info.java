/**
 * Conformance: replays what the real mediator did, step by step, and compares.
 *
 * <p>A trace has the inputs of one guest domain, everything that the secure world answered, and
 * everything that could be seen of the real mediator. The same classes that the explorer checks are
 * run here, over native memory.
 */
@NullMarked
package vcpucheck.scenarios.conform;

import org.jspecify.annotations.NullMarked;
