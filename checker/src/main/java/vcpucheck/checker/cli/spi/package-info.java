/**
 * What a command of another module works with: {@link vcpucheck.checker.cli.spi.CommandProvider}
 * adds it, {@link vcpucheck.checker.cli.spi.Console} says where its output goes, and {@link
 * vcpucheck.checker.cli.spi.ExitStatus} what it ends with.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.cli.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
