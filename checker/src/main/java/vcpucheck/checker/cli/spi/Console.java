package vcpucheck.checker.cli.spi;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Where a command line came from and where its output goes.
 *
 * @param out reports
 * @param err diagnostics and progress
 * @param screen how that output is laid out
 * @param interruption whether the user wants the command to end early
 * @param program what the user typed to start the program: "java -jar vcpucheck.jar"
 * @param args what the user typed after that
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    Screen screen,
    BooleanSupplier interruption,
    String program,
    List<String> args) {
  public Console {
    args = List.copyOf(args);
  }

  /** Prints a report. */
  public void print(String text) {
    out.print(text);
    out.flush();
  }

  /** Whether the user wants the command to end early. */
  public boolean isInterrupted() {
    return interruption.getAsBoolean();
  }

  /**
   * Reports that a command was interrupted before it had anything to report.
   *
   * @param sentence why not
   * @return the status with which the command ends
   */
  public int interrupted(String sentence) {
    err.println("vcpucheck: interrupted: " + sentence);
    return ExitStatus.INCOMPLETE;
  }

  /** A shell command that starts the program with other arguments. */
  public String command(String... words) {
    return command(List.of(words));
  }

  /** See {@link #command(String...)}. */
  public String command(List<String> words) {
    return program + words.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
  }

  /** A shell word that stands for some text. */
  public static String quoted(String text) {
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
