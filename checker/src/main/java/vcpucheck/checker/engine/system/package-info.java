/** What is explored: automata, memory machine and predicates, joined. */
@NullMarked
package vcpucheck.checker.engine.system;

import org.jspecify.annotations.NullMarked;
