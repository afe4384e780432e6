package vcpucheck.checker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How this process was started. */
final class Terminal {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final List<String> TERMINALS = List.of("/dev/pts/", "/dev/tty", "/dev/console");

  private Terminal() {}

  /**
   * Whether standard error is a terminal. Java can only tell whether standard input and output are,
   * so Linux is asked; elsewhere the answer is no.
   */
  static boolean isStandardError() {
    try {
      String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return TERMINALS.stream().anyMatch(target::startsWith);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * What the user typed before the arguments: the script that says so in a system property, "java
   * -jar FILE.jar", or "vcpucheck" where a class path hides it.
   */
  static String program() {
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
