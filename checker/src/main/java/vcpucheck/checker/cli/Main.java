package vcpucheck.checker.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import vcpucheck.checker.CheckpointException;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.model.ModelException;

/** The command line: runs one command and ends with its status. See {@link ExitStatus}. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process. */
  public static void main(String[] args) {
    Interruption interruption = new Interruption();
    interruption.listen();
    Console console =
        new Console(
            writer(FileDescriptor.out),
            writer(FileDescriptor.err),
            Terminal.isStandardError(),
            Terminal.program(),
            List.of(args));
    int status = run(console, interruption);
    interruption.finish(status);
    System.exit(status);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /**
   * Runs a command in this process.
   *
   * @param out receives the report
   * @param err receives diagnostics and progress
   * @return an {@link ExitStatus}
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    return run(new Console(out, err, false, "vcpucheck", List.of(args)), new Interruption());
  }

  static int run(Console console, Interruption interruption) {
    try {
      return commandLine(console, interruption).execute(console.args().toArray(String[]::new));
    } catch (Throwable e) {
      return explain(e, console.err());
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private static CommandLine commandLine(Console console, Interruption interruption) {
    Session session = new Session(console, Catalogues.load(), interruption);
    CommandLine commands = new CommandLine(new RootCommand()).setCommandName(console.program());
    commands.getCommandSpec().addOption(help());
    commands
        .addSubcommand(new ListCommand(session))
        .addSubcommand(new CheckCommand(session))
        .addSubcommand(new SuiteCommand(session))
        .addSubcommand(new CompareCommand(session))
        .addSubcommand(new ReplayCommand(session));
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      for (Callable<Integer> command : provider.commands(console)) {
        commands.addSubcommand(command);
      }
    }
    return commands
        .setOut(console.out())
        .setErr(console.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setExpandAtFiles(false)
        .setAllowOptionsAsOptionParameters(false)
        .setParameterExceptionHandler(
            (wrong, args) -> complain(Complaints.about(wrong), console.err()))
        .setExecutionExceptionHandler(
            (failure, command, result) -> explain(failure, console.err()));
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .scopeType(ScopeType.INHERIT)
        .description("show this help")
        .build();
  }

  private static int explain(Throwable failure, PrintWriter err) {
    if (failure instanceof InputException
        || failure instanceof ModelException
        || failure instanceof CheckpointException) {
      return complain(String.valueOf(failure.getMessage()), err);
    }
    if (failure instanceof OutOfMemoryError) {
      err.println("vcpucheck: " + Verdict.Incomplete.outOfMemory().reason());
      return ExitStatus.INCOMPLETE;
    }
    err.println(
        "vcpucheck: this is a bug of vcpucheck, please report it with what follows: "
            + failure.getMessage());
    failure.printStackTrace(err);
    return ExitStatus.BUG;
  }

  private static int complain(String sentence, PrintWriter err) {
    err.println("vcpucheck: " + sentence);
    return ExitStatus.USAGE;
  }
}
