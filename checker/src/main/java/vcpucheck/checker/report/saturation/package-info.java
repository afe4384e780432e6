/** What further vCPUs add, for people. */
@NullMarked
package vcpucheck.checker.report.saturation;

import org.jspecify.annotations.NullMarked;
