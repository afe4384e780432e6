/** What has to change in real code, for people. */
@NullMarked
package vcpucheck.checker.report.port;

import org.jspecify.annotations.NullMarked;
