package vcpucheck.checker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The program without a command. */
@Command(
    description = "A deterministic concurrency model checker for hypervisor mediators.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExit status:%n",
    footer = {
      "  0   verified, or all as expected",
      "  1   violated, or some not as expected",
      "  2   wrong usage or input",
      "  3   incomplete: a bound was reached or it was interrupted",
      "  70  a bug of vcpucheck"
    })
final class RootCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new InputException("a command must be given; --help shows them");
  }
}
