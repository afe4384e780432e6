/** The smallest sets of changes that repair a scenario, and what each change did to verdicts. */
@NullMarked
package vcpucheck.checker.repair;

import org.jspecify.annotations.NullMarked;
