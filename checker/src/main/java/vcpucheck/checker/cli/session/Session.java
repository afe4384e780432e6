package vcpucheck.checker.cli.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.terminal.Interruption;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.cluster.ClusterProvider;

/**
 * What every command works with.
 *
 * @param console where output goes
 * @param catalogues what there is to check
 * @param interruption whether to end early
 * @param traces where counterexamples are kept
 * @param clusters tells what can search on several machines
 */
public record Session(
    Console console,
    Catalogues catalogues,
    Interruption interruption,
    KeptTraces traces,
    Supplier<List<ClusterProvider>> clusters) {
  /**
   * The file that an option names; empty if it is not given.
   *
   * @throws vcpucheck.checker.cli.spi.InputException if it cannot be written
   */
  public Optional<OutputFile> file(String option, @Nullable String name) {
    return Optional.ofNullable(name).map(given -> OutputFile.of(console, option, given));
  }

  /** Shows how far a search is, which ends when the user wants it to. */
  public ProgressMeter meter(String title, ProgressMeter.Style style) {
    return new ProgressMeter(title, style, console, interruption::isRequested);
  }
}
