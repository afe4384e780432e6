package vcpucheck.checker.cli.manual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of a command that belong together: those of mixins whose classes have one {@code
 * optionListHeading}, or all others, under the heading of the command.
 *
 * @param heading a few words
 * @param options in the order of their names
 */
record OptionGroup(String heading, List<OptionSpec> options) {
  OptionGroup {
    options = List.copyOf(options);
  }

  /** The groups of a command, in the order in which they are read. */
  static List<OptionGroup> of(CommandSpec command) {
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        groups.computeIfAbsent(heading(option, command), group -> new ArrayList<>()).add(option);
      }
    }
    String last = command.usageMessage().optionListHeading();
    return groups.entrySet().stream()
        .sorted(Comparator.comparing(group -> group.getKey().equals(last)))
        .map(group -> new OptionGroup(group.getKey(), sorted(group.getValue())))
        .toList();
  }

  private static String heading(OptionSpec option, CommandSpec command) {
    return command.mixins().values().stream()
        .filter(mixin -> mixin.optionsMap().containsKey(option.longestName()))
        .map(mixin -> mixin.usageMessage().optionListHeading())
        .filter(heading -> !heading.isEmpty())
        .findFirst()
        .orElse(command.usageMessage().optionListHeading());
  }

  private static List<OptionSpec> sorted(List<OptionSpec> options) {
    return options.stream()
        .sorted((one, other) -> one.longestName().compareTo(other.longestName()))
        .toList();
  }
}
