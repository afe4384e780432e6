/** The process and the terminal that a command line runs in: signals, output and progress. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.cli.terminal;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
