package vcpucheck.scenarios.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rumur, a compiler of Murphi models (<a href="https://github.com/Smattr/rumur">Smattr/rumur</a>),
 * if it is installed: exact, without symmetry, one thread.
 */
final class Rumur implements AutoCloseable {
  static final String NAME = "Rumur";

  private final Workbench bench = new Workbench();

  /** Whether everything that is needed is there. */
  static boolean isInstalled() {
    return Workbench.has("rumur", "gcc", "bash");
  }

  /** The tool, with a model compiled; empty if it or a Murphi model is not there. */
  static Optional<Rumur> with(SpinModel model) {
    if (!isInstalled()) {
      return Optional.empty();
    }
    return model
        .murphi()
        .map(
            text -> {
              Rumur rumur = new Rumur();
              rumur.compile(text, model);
              return rumur;
            });
  }

  private void compile(String text, SpinModel model) {
    String sizes =
        model.macros().entrySet().stream()
            .map(macro -> "  " + macro.getKey() + ": " + macro.getValue() + ";\n")
            .sorted()
            .collect(Collectors.joining("", "const\n", "\n"));
    bench.write("model.m", (sizes + text).getBytes(StandardCharsets.UTF_8));
    bench.run(
        List.of(
            "rumur",
            "--deadlock-detection",
            "off",
            "--symmetry-reduction",
            "off",
            "--threads",
            "1",
            "--output",
            "model.c",
            "model.m"));
    bench.run(
        List.of("gcc", "-std=c11", "-O3", "-march=native", "-o", "model", "model.c", "-lpthread"));
  }

  /** Searches the model. */
  Sample measure() {
    String text = bench.time("./model");
    String states = Workbench.find("([0-9]+) states, [0-9]+ rules fired", text).group(1);
    String transitions = Workbench.find("states, ([0-9]+) rules fired", text).group(1);
    Coverage coverage =
        new Coverage(
            text.contains("No error found") ? "no error" : "error",
            Long.parseLong(states),
            Long.parseLong(transitions),
            null,
            null);
    return Workbench.sample(coverage, text);
  }

  @Override
  public void close() {
    bench.close();
  }
}
