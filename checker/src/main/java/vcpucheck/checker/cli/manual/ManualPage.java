package vcpucheck.checker.cli.manual;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import vcpucheck.checker.ToolVersion;

/** The manual page of all commands, in the language of man(7). */
final class ManualPage {
  /** What the page and the completion script call the program. */
  static final String PROGRAM = "vcpucheck";

  private final StringBuilder page = new StringBuilder();

  private ManualPage() {}

  /** The page. */
  static String of(CommandSpec root) {
    ManualPage manual = new ManualPage();
    manual.write(root);
    return manual.page.toString();
  }

  private void write(CommandSpec root) {
    String title = PROGRAM.toUpperCase(Locale.ROOT);
    macro("TH", title, "1", "", ToolVersion.text(), "User Commands");
    macro("SH", "NAME");
    text(PROGRAM + " - " + String.join(" ", root.usageMessage().description()));
    macro("SH", "SYNOPSIS");
    macro("B", PROGRAM);
    text("COMMAND [OPTIONS] [ARGUMENTS]");
    macro("SH", "COMMANDS");
    for (CommandLine command : root.subcommands().values()) {
      command(command.getCommandSpec());
    }
    macro("SH", heading(root.usageMessage().footerHeading()));
    macro("nf");
    for (String line : root.usageMessage().footer()) {
      if (line.endsWith(":")) {
        macro("SH", heading(line));
      } else {
        text(line);
      }
    }
    macro("fi");
  }

  private static String heading(String text) {
    return text.replace("%n", "").replace(":", "").toUpperCase(Locale.ROOT);
  }

  private void command(CommandSpec command) {
    String arguments =
        command.positionalParameters().stream()
            .filter(parameter -> !parameter.hidden())
            .map(ManualPage::synopsis)
            .collect(Collectors.joining());
    macro("SS", PROGRAM + " " + command.name() + " [OPTIONS]" + arguments);
    text(String.join(" ", command.usageMessage().description()));
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      entry(parameter.paramLabel(), parameter);
    }
    for (OptionGroup group : OptionGroup.of(command)) {
      macro("PP");
      macro("I", group.heading());
      for (OptionSpec option : group.options()) {
        entry(names(option), option);
      }
    }
    section(command.usageMessage().footerHeading(), command.usageMessage().footer());
  }

  private static String synopsis(PositionalParamSpec parameter) {
    String name = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
    return parameter.arity().min() == 0 ? " [" + name + "]" : " " + name;
  }

  private static String names(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    return Stream.of(option.names()).collect(Collectors.joining(", ")) + value;
  }

  private void entry(String name, ArgSpec argument) {
    macro("TP");
    macro("B", name);
    text(String.join(" ", argument.description()));
  }

  private void section(String heading, String[] lines) {
    if (lines.length == 0) {
      return;
    }
    macro("PP");
    macro("I", heading.replace("%n", "").replace(":", ""));
    macro("PP");
    macro("nf");
    List.of(lines).forEach(line -> text(line.replace("${ROOT-COMMAND-NAME}", PROGRAM)));
    macro("fi");
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  private void text(String text) {
    String line = escaped(text);
    page.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "").append(line);
    page.append('\n');
  }

  /** A text of which nothing is taken for a command, and hyphens can be copied. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
