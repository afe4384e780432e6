/**
 * The command line: reads arguments, runs the {@link vcpucheck.checker.Checker}, prints reports.
 * {@link vcpucheck.checker.cli.Main} is the way in, {@link
 * vcpucheck.checker.cli.spi.CommandProvider} the way to add commands.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.cli;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
