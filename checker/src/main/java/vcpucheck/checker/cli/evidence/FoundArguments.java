package vcpucheck.checker.cli.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import vcpucheck.checker.cli.spi.InputException;

/** The arguments of a command on which depends what it finds. */
public final class FoundArguments {
  /** Where and how a report is written, and how many threads search. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "--evidence",
          "--export",
          "--full",
          "--html",
          "--json",
          "--junit",
          "--markdown",
          "--progress",
          "--quiet",
          "--story",
          "--trace",
          "--width",
          "--workers");

  /** What is found depends on the computer then. */
  private static final Set<String> NOT_AGAIN =
      Set.of("--checkpoint", "--checkpoint-every", "--resume", "--limit-time", "--limit-memory");

  private FoundArguments() {}

  /**
   * The command's name and its arguments, options first.
   *
   * @throws InputException if what is found depends on time or memory
   */
  public static List<String> of(CommandSpec command) {
    ParseResult parsed = command.commandLine().getParseResult();
    List<String> arguments = new ArrayList<>();
    arguments.add(command.name());
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = option.longestName();
      if (NOT_AGAIN.contains(name)) {
        throw new InputException(
            "evidence is of what can be found again on another computer: leave out " + name);
      }
      if (!WITHOUT_EFFECT.contains(name)) {
        add(arguments, option);
      }
    }
    parsed.matchedPositionals().stream()
        .map(ArgSpec::originalStringValues)
        .forEach(arguments::addAll);
    return arguments;
  }

  /**
   * Arguments as if an option had been given these values.
   *
   * @param values none if the option is not given
   */
  static List<String> renamed(List<String> arguments, String option, Set<String> values) {
    String prefix = option + "=";
    List<String> renamed = new ArrayList<>(arguments);
    renamed.removeIf(argument -> argument.startsWith(prefix));
    renamed.addAll(1, values.stream().map(prefix::concat).toList());
    return renamed;
  }

  private static void add(List<String> arguments, OptionSpec option) {
    if (option.arity().max() == 0) {
      arguments.add(option.longestName());
    } else {
      option.originalStringValues().stream()
          .map(value -> option.longestName() + "=" + value)
          .forEach(arguments::add);
    }
  }
}
