package vcpucheck.checker.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import vcpucheck.checker.CheckpointException;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.cli.session.CataloguePath;
import vcpucheck.checker.cli.session.KeptTraces;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.Screen;
import vcpucheck.checker.cli.terminal.Interruption;
import vcpucheck.checker.cli.terminal.StandardOutput;
import vcpucheck.checker.cli.terminal.Terminal;
import vcpucheck.checker.cluster.ClusterException;
import vcpucheck.checker.model.ModelException;

/** The command line: runs one command and ends with its status. See {@link ExitStatus}. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process. */
  public static void main(String[] args) {
    Interruption interruption = new Interruption();
    interruption.listen();
    StandardOutput out = new StandardOutput();
    Console console =
        new Console(
            writer(out),
            writer(new FileOutputStream(FileDescriptor.err)),
            Terminal.screen(System.getenv().getOrDefault("COLUMNS", "")),
            interruption::isRequested,
            Terminal.program(),
            List.of(args));
    int status = run(console, interruption, KeptTraces.of(System.getenv()));
    if (out.failure().isPresent() && !Terminal.isOutputAPipe()) {
      int lost = complainOfOutput(out.failure().get(), console.err());
      status = status == ExitStatus.BUG ? status : lost;
    }
    interruption.finish(status);
    System.exit(status);
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /**
   * Runs a command in this process, with reports of the usual width.
   *
   * @param out receives the report
   * @param err receives diagnostics and progress
   * @return an {@link ExitStatus}
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    Interruption none = new Interruption();
    return run(
        new Console(out, err, Screen.NONE, none::isRequested, "vcpucheck", List.of(args)),
        none,
        KeptTraces.NONE);
  }

  static int run(Console console, Interruption interruption, KeptTraces traces) {
    try {
      return CommandTree.of(console, interruption, traces, CataloguePath.ofEnvironment())
          .setParameterExceptionHandler(
              (wrong, args) -> complain(UsageErrors.about(wrong), console.err()))
          .setExecutionExceptionHandler(
              (failure, command, result) -> explain(failure, console.err()))
          .execute(console.args().toArray(String[]::new));
    } catch (Throwable e) {
      return explain(e, console.err());
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private static int explain(Throwable failure, PrintWriter err) {
    if (failure instanceof InputException
        || failure instanceof ModelException
        || failure instanceof CheckpointException
        || failure instanceof ClusterException) {
      return complain(String.valueOf(failure.getMessage()), err);
    }
    if (failure instanceof CommandLine.ParameterException wrong) {
      return complain(UsageErrors.about(wrong), err);
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

  private static int complainOfOutput(IOException failure, PrintWriter err) {
    return complain(
        "standard output must take the whole report: error="
            + failure.getMessage()
            + "; what was written of it is not complete",
        err);
  }

  private static int complain(String sentence, PrintWriter err) {
    err.println("vcpucheck: " + sentence);
    return ExitStatus.USAGE;
  }
}
