/** What is wrong with states and transitions: predicates, data races, deadlocks, faults. */
@NullMarked
package vcpucheck.checker.engine.property;

import org.jspecify.annotations.NullMarked;
