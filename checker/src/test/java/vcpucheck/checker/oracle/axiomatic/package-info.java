/**
 * Memory models as their papers define them, by axioms over executions: every assignment of writes
 * to reads and every modification order of a small program is tried. Shares nothing with the
 * machines that it judges.
 */
@NullMarked
package vcpucheck.checker.oracle.axiomatic;

import org.jspecify.annotations.NullMarked;
