package vcpucheck.checker.cli.manual;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(
    name = "completion",
    description = {
      "Print a script by which bash or zsh completes commands, options and names.",
    },
    abbreviateSynopsis = true,
    optionListHeading = "Options",
    footerHeading = "%nExample:%n",
    footer = "  source <(${ROOT-COMMAND-NAME} completion)")
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    root.getOut().println(AutoComplete.bash(ManualPage.PROGRAM, root));
    return CommandLine.ExitCode.OK;
  }
}
