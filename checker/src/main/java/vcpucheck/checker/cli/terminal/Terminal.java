package vcpucheck.checker.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.Screen;

/** How this process was started. */
public final class Terminal {
  /*
   * Java can only tell whether standard input and output together are a terminal, and not how wide
   * it is. So Linux is asked for the one and stty for the other; elsewhere there is no terminal.
   */
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private static final int OUTPUT = 1;
  private static final int ERROR = 2;
  private static final List<String> TERMINALS = List.of("/dev/pts/", "/dev/tty", "/dev/console");
  private static final long PATIENCE_SECONDS = 1;

  private Terminal() {}

  /**
   * How output is laid out: as wide as COLUMNS says, or else as the terminal is.
   *
   * @param columns the value of COLUMNS; empty if there is none
   */
  public static Screen screen(String columns) {
    OptionalInt wanted = width(columns);
    return new Screen(
        wanted.isPresent() ? wanted.getAsInt() : width(OUTPUT),
        wanted.isPresent() ? wanted.getAsInt() : width(ERROR),
        isTerminal(ERROR));
  }

  /** A width, if the text is a possible one. */
  private static OptionalInt width(String text) {
    boolean isNumber = text.matches("[0-9]{1,5}");
    return isNumber && Integer.parseInt(text) >= Screen.LEAST_WIDTH
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static int width(int descriptor) {
    return isTerminal(descriptor)
        ? width(sizeOf(target(descriptor))).orElse(Screen.USUAL_WIDTH)
        : Screen.USUAL_WIDTH;
  }

  /** How many columns a terminal has, as text; empty if that is unknown. */
  private static String sizeOf(String terminal) {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File(terminal))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return size.substring(size.indexOf(' ') + 1).strip();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static boolean isTerminal(int descriptor) {
    return TERMINALS.stream().anyMatch(target(descriptor)::startsWith);
  }

  /** Whether the reader of standard output may go away without that being an error. */
  public static boolean isOutputAPipe() {
    String target = target(OUTPUT);
    return target.startsWith("pipe:") || target.startsWith("socket:");
  }

  /** What a descriptor of this process stands for; empty if that is unknown. */
  private static String target(int descriptor) {
    try {
      return Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor))).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /**
   * What the user typed before the arguments: the script that says so in a system property, "java
   * -jar FILE.jar", or "vcpucheck" where a class path hides it.
   */
  public static String program() {
    String script = System.getProperty("vcpucheck.program", "");
    if (!script.isEmpty()) {
      return Console.quoted(script);
    }
    String jar = System.getProperty("java.class.path", "");
    boolean isJar =
        jar.endsWith(".jar") && System.getProperty("sun.java.command", "").startsWith(jar);
    return isJar ? "java -jar " + Console.quoted(jar) : "vcpucheck";
  }
}
