package vcpucheck.checker.cli.manual;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} prints: options in groups, as wide as the screen. */
public final class HelpText {
  private static final int LEAST_WIDTH = 60;
  private static final int MOST_WIDTH = 100;

  private HelpText() {}

  /** Lays out the help of a command and of all its subcommands. */
  public static void layOut(CommandLine command, int width) {
    command.setUsageHelpWidth(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width)));
    lay(command);
    command.getSubcommands().values().forEach(HelpText::lay);
  }

  private static void lay(CommandLine command) {
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpText::options);
  }

  private static String options(Help help) {
    StringBuilder text = new StringBuilder();
    for (OptionGroup group : OptionGroup.of(help.commandSpec())) {
      text.append(System.lineSeparator()).append(group.heading()).append(':');
      text.append(System.lineSeparator()).append(list(help, group.options()));
    }
    return text.toString();
  }

  private static String list(Help help, List<OptionSpec> options) {
    Help.Layout layout =
        help.createDefaultLayout(
            help.commandSpec().options(),
            help.commandSpec().positionalParameters(),
            help.colorScheme());
    return help.optionListExcludingGroups(
        options, layout, null, help.createDefaultParamLabelRenderer());
  }
}
