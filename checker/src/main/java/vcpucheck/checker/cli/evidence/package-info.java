/** What a command has found, in an archive from which it can be found again. */
@NullMarked
package vcpucheck.checker.cli.evidence;

import org.jspecify.annotations.NullMarked;
