/** The process and the terminal that a command line runs in: signals, output and progress. */
@NullMarked
package vcpucheck.checker.cli.terminal;

import org.jspecify.annotations.NullMarked;
