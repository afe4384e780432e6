package vcpucheck.checker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import vcpucheck.checker.cli.spi.InputException;

/** The program without a command. */
@Command(
    description = "A deterministic concurrency model checker for hypervisor mediators.",
    synopsisSubcommandLabel = "COMMAND",
    abbreviateSynopsis = true,
    optionListHeading = "Options",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExit status:%n",
    footer = {
      "  0   verified, or all as expected",
      "  1   violated, or some not as expected",
      "  2   wrong usage or input, or output that cannot be written",
      "  3   incomplete: a bound was reached or it was interrupted",
      "  70  a bug of vcpucheck",
      "",
      "Environment:",
      "  COLUMNS              how wide reports are, unless --width says",
      "  VCPUCHECK_CLASSPATH  jars and directories with catalogues of yours",
      "  VCPUCHECK_JVM        options of the JVM, as in -Xmx8g",
      "  JAVA_HOME            which JVM",
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} list",
      "  ${ROOT-COMMAND-NAME} check S01",
      "  ${ROOT-COMMAND-NAME} help check"
    })
final class RootCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new InputException("a command must be given; --help shows them");
  }
}
