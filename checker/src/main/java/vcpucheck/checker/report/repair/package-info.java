/** What repairs code, and what changes did to verdicts, for people. */
@NullMarked
package vcpucheck.checker.report.repair;

import org.jspecify.annotations.NullMarked;
