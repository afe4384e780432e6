package vcpucheck.checker.cli.manual;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page. */
@Command(
    name = "manual",
    description = "Print the manual page, for man.",
    abbreviateSynopsis = true,
    optionListHeading = "Options",
    footerHeading = "%nExample:%n",
    footer = "  ${ROOT-COMMAND-NAME} manual | man -l -")
public final class ManualCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    root.getOut().print(ManualPage.of(root.getCommandSpec()));
    return CommandLine.ExitCode.OK;
  }
}
