package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import vcpucheck.checker.cli.spi.Suggestions;

/** Says in one sentence what is wrong with a command line. */
final class UsageErrors {
  private UsageErrors() {}

  static String about(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0), wrong.getCommandLine());
    }
    if (wrong instanceof MissingParameterException missing) {
      return missing(missing);
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return ((OptionSpec) twice.getOverwritten()).longestName()
          + " must be given at most once; leave all but one out";
    }
    if (wrong.getArgSpec() instanceof OptionSpec option && option.arity().max() == 0) {
      return option.longestName()
          + " takes no value: "
          + option.longestName()
          + "="
          + wrong.getValue()
          + "; leave the value out";
    }
    return String.valueOf(wrong.getMessage());
  }

  private static String unmatched(String word, CommandLine command) {
    if (word.startsWith("-")) {
      List<String> options = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
      return "the option must be one of "
          + subject(command)
          + ": option="
          + word
          + Suggestions.nearest(word.split("=", 2)[0], options)
              .map(near -> "; did you mean " + near + "?")
              .orElse("; --help shows them");
    }
    if (command.getParent() == null) {
      List<String> commands = new ArrayList<>(command.getSubcommands().keySet());
      if (commands.contains(word)) {
        return "a command must come before \"--\": command=" + word + "; leave the \"--\" out";
      }
      return "the command must be one of "
          + String.join(", ", commands)
          + ": command="
          + word
          + Suggestions.nearest(word, commands)
              .map(near -> "; did you mean " + near + "?")
              .orElse("");
    }
    return command.getCommandName() + " takes no further argument: argument=" + word;
  }

  private static String subject(CommandLine command) {
    return command.getParent() == null ? "the program's" : command.getCommandName() + "'s";
  }

  private static String missing(MissingParameterException wrong) {
    String what =
        wrong.getMissing().stream()
            .map(
                argument ->
                    argument.isOption()
                        ? ((OptionSpec) argument).longestName() + " needs a value"
                        : wrong.getCommandLine().getCommandName()
                            + " needs a "
                            + argument.paramLabel())
            .collect(Collectors.joining(", "));
    return what + "; --help shows how";
  }
}
