package vcpucheck.scenarios.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

  private final Workbench bench = new Workbench();

  /** Whether everything that is needed is there. */
  static boolean isInstalled() {
    return Workbench.has("spin", "gcc", "bash");
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
    bench.write("model.pml", model);
    List<String> spin = new ArrayList<>(List.of("spin", "-a"));
    spin.addAll(definitions);
    spin.add("model.pml");
    bench.run(spin);
    List<String> gcc = new ArrayList<>(List.of("gcc", "-DNOREDUCE", "-DSAFETY"));
    gcc.addAll(flags);
    gcc.addAll(List.of("-o", "pan", "pan.c"));
    bench.run(gcc);
  }

  /** Searches the exported model that was compiled last, around errors. */
  Coverage judge() {
    return coverage(bench.run(List.of("./pan", "-m1000000", "-c0", "-n")));
  }

  /** Searches the model that was compiled last. */
  Sample measure() {
    String text = bench.time("./pan " + SIZES + " -E -n");
    return Workbench.sample(coverage(text), text);
  }

  @Override
  public void close() {
    bench.close();
  }

  private static Coverage coverage(String text) {
    long states = Long.parseLong(Workbench.find("([0-9]+) states, stored", text).group(1));
    double megabytes =
        Double.parseDouble(Workbench.find("([0-9.]+)\\s+total actual memory", text).group(1));
    return new Coverage(
        "errors: " + Workbench.find("errors: ([0-9]+)", text).group(1),
        states,
        /* SPIN counts how it comes to the start */
        Long.parseLong(Workbench.find("([0-9]+) transitions \\(= stored", text).group(1)) - 1,
        null,
        1e6 * megabytes / states);
  }
}
