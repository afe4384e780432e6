package vcpucheck.scenarios.bench;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder in which another tool makes a program of a model, and runs it. */
final class Workbench implements AutoCloseable {
  private final Path folder;

  Workbench() {
    try {
      folder = Files.createTempDirectory("vcpucheck-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether some programs are on the path. */
  static boolean has(String... programs) {
    return Stream.of(programs)
        .allMatch(
            program -> {
              try {
                return new ProcessBuilder("sh", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                    == 0;
              } catch (IOException e) {
                return false;
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
              }
            });
  }

  void write(String name, byte[] content) {
    try {
      Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command that must succeed, and returns what it says. */
  String run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed:\n" + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** As {@link #run}, under bash, which then says how long it took: see {@link #sample}. */
  String time(String command) {
    return run(List.of("bash", "-c", "TIMEFORMAT='cpu %R %U %S'; time " + command));
  }

  /** What was covered in the time that is in a text. */
  static Sample sample(Coverage coverage, String text) {
    Matcher time = find("cpu ([0-9.]+) ([0-9.]+) ([0-9.]+)", text);
    return new Sample(
        coverage,
        Double.parseDouble(time.group(1)),
        Double.parseDouble(time.group(2)) + Double.parseDouble(time.group(3)));
  }

  /** A part of a text, which must be there. */
  static Matcher find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("the tool must have said " + pattern + ", but said\n" + text);
    }
    return matcher;
  }

  @Override
  public void close() {
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
