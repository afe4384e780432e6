package vcpucheck.scenarios.bench;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SPIN (Holzmann, The Model Checker SPIN, IEEE TSE 1997), if it is installed: depth first, exact,
 * without its partial-order reduction, compiled with all optimisations, its table and its stack
 * large enough from the start.
 */
final class Spin implements AutoCloseable {
  static final String NAME = "SPIN";

  private static final String MEMORY = "-DMEMLIM=8000";

  /* Its stack and its table; more would be counted as its time and memory, although never used. */
  private static final String SIZES = "-m100000 -w24";

  private final Path folder;

  Spin() {
    try {
      folder = Files.createTempDirectory("vcpucheck-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether everything that is needed is there. */
  static boolean isInstalled() {
    return List.of("spin", "gcc", "bash").stream()
        .allMatch(
            tool -> {
              try {
                return new ProcessBuilder("sh", "-c", "command -v " + tool)
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

  /** Compiles a model, outside of what is measured. */
  void compile(SpinModel model) {
    try (InputStream text = Spin.class.getResourceAsStream("/bench/" + model.file())) {
      compile(
          Objects.requireNonNull(text).readAllBytes(), model.definitions(), List.of("-O3", MEMORY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles an exported model: fast, for it is large. */
  void compile(String model) {
    compile(
        model.getBytes(StandardCharsets.UTF_8),
        List.of(),
        List.of("-O0", "-w", MEMORY, "-DVECTORSZ=8192"));
  }

  private void compile(byte[] model, List<String> definitions, List<String> flags) {
    try {
      Files.write(folder.resolve("model.pml"), model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> spin = new ArrayList<>(List.of("spin", "-a"));
    spin.addAll(definitions);
    spin.add("model.pml");
    run(spin);
    List<String> gcc = new ArrayList<>(List.of("gcc", "-DNOREDUCE", "-DSAFETY"));
    gcc.addAll(flags);
    gcc.addAll(List.of("-o", "pan", "pan.c"));
    run(gcc);
  }

  /** Searches the exported model that was compiled last, around errors. */
  Coverage judge() {
    return coverage(run(List.of("./pan", "-m1000000", "-c0", "-n")));
  }

  /** Searches the model that was compiled last. */
  Sample measure() {
    String text =
        run(List.of("bash", "-c", "TIMEFORMAT='cpu %R %U %S'; time ./pan " + SIZES + " -E -n"));
    Matcher time = find("cpu ([0-9.]+) ([0-9.]+) ([0-9.]+)", text);
    return new Sample(
        coverage(text),
        Double.parseDouble(time.group(1)),
        Double.parseDouble(time.group(2)) + Double.parseDouble(time.group(3)));
  }

  @Override
  public void close() {
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Coverage coverage(String text) {
    long states = Long.parseLong(find("([0-9]+) states, stored", text).group(1));
    double megabytes = Double.parseDouble(find("([0-9.]+)\\s+total actual memory", text).group(1));
    return new Coverage(
        "errors: " + find("errors: ([0-9]+)", text).group(1),
        states,
        /* SPIN counts how it comes to the start */
        Long.parseLong(find("([0-9]+) transitions \\(= stored", text).group(1)) - 1,
        null,
        1e6 * megabytes / states);
  }

  private static Matcher find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("SPIN must have said " + pattern + ", but said\n" + text);
    }
    return matcher;
  }

  private String run(List<String> command) {
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
}
