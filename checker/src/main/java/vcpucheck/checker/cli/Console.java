package vcpucheck.checker.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a command line came from and where its output goes.
 *
 * @param out reports
 * @param err diagnostics and progress
 * @param isTerminal whether {@code err} is a terminal
 * @param program what the user typed to start the program: "java -jar vcpucheck.jar"
 * @param args what the user typed after that
 */
public record Console(
    PrintWriter out, PrintWriter err, boolean isTerminal, String program, List<String> args) {
  public Console {
    args = List.copyOf(args);
  }

  /** A shell command that starts the program with other arguments. */
  public String command(String... words) {
    return command(List.of(words));
  }

  /** See {@link #command(String...)}. */
  String command(List<String> words) {
    return program + words.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
  }

  /** A shell word that stands for some text. */
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
