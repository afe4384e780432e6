package vcpucheck.checker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.cli.manual.CompletionCommand;
import vcpucheck.checker.cli.manual.HelpCommand;
import vcpucheck.checker.cli.manual.HelpText;
import vcpucheck.checker.cli.manual.ManualCommand;
import vcpucheck.checker.cli.session.CataloguePath;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.KeptTraces;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.CommandProvider;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.terminal.Interruption;
import vcpucheck.checker.cluster.ClusterProvider;

/** All commands, ours and those of other modules, as picocli has them. */
final class CommandTree {
  private CommandTree() {}

  /** The commands over some catalogues. */
  static CommandLine of(
      Console console, Interruption interruption, KeptTraces traces, CataloguePath path) {
    Catalogues catalogues = new Catalogues(path.load(Catalogue.class));
    Session session =
        new Session(
            console, catalogues, interruption, traces, () -> path.load(ClusterProvider.class));
    CommandLine commands =
        new CommandLine(new RootCommand(), new NameCandidates.Factory(catalogues))
            .setCommandName(console.program());
    commands.getCommandSpec().addOption(help()).addOption(version());
    commands.getCommandSpec().version(ToolVersion.text());
    commands
        .addSubcommand(new ListCommand(session))
        .addSubcommand(new CheckCommand(session))
        .addSubcommand(new SuiteCommand(session))
        .addSubcommand(new CompareCommand(session))
        .addSubcommand(new PortCommand(session))
        .addSubcommand(new RepairCommand(session))
        .addSubcommand(new HistoryCommand(session))
        .addSubcommand(new VerifyCommand(session))
        .addSubcommand(new OrderingsCommand(session))
        .addSubcommand(new SaturateCommand(session))
        .addSubcommand(new ReplayCommand(session))
        .addSubcommand(new ExploreCommand(session));
    for (CommandProvider provider : path.load(CommandProvider.class)) {
      for (Callable<Integer> command : provider.commands(console)) {
        commands.addSubcommand(command);
      }
    }
    commands
        .addSubcommand(new CompletionCommand())
        .addSubcommand(new ManualCommand())
        .addSubcommand(new HelpCommand());
    HelpText.layOut(commands, console.screen().width());
    return commands
        .setOut(console.out())
        .setErr(console.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setExpandAtFiles(false)
        .setAllowOptionsAsOptionParameters(false);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .scopeType(ScopeType.INHERIT)
        .description("show this help")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("show the version")
        .build();
  }
}
