package vcpucheck.checker.cli.manual;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vcpucheck.checker.cli.spi.Suggestions;

/** Shows what {@code --help} shows. */
@Command(
    name = "help",
    description = "Show how the program, or one of its commands, is used.",
    abbreviateSynopsis = true,
    optionListHeading = "Options")
public final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "which command")
  private @Nullable String command;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    List<String> known = List.copyOf(root.getSubcommands().keySet());
    Optional.ofNullable(command)
        .map(name -> root.getSubcommands().get(Suggestions.require("command", name, known)))
        .orElse(root)
        .usage(root.getOut());
    return CommandLine.ExitCode.OK;
  }
}
