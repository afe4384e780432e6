/** Help, the manual page and completion, all from the commands and options themselves. */
@NullMarked
package vcpucheck.checker.cli.manual;

import org.jspecify.annotations.NullMarked;
