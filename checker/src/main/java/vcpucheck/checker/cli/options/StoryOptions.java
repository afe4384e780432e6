package vcpucheck.checker.cli.options;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OutputFile;

/** The options that ask for what a counterexample means. */
public final class StoryOptions {
  /** So few operations are shown as they are: that is no longer than a story. */
  private static final int SHORT = 12;

  /** More are explained on request only: time grows with the square. */
  private static final int LONG = 600;

  @Option(names = "--full", description = "show every operation of a counterexample")
  private boolean full;

  @Option(
      names = "--story",
      description =
          "tell only the operations that led to the violation (default under sc, unless the"
              + " counterexample is very short, very long or endless)")
  private boolean story;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write a counterexample as a page to look at; without one, remove FILE")
  private @Nullable String html;

  /** The file for a page, if one is wanted. */
  public Optional<OutputFile> html(Console console) {
    return Optional.ofNullable(html).map(name -> OutputFile.of(console, "--html", name));
  }

  /** Whether a story or a page is wanted. */
  public boolean isAsked() {
    return story || html != null;
  }

  /** Whether every operation is wanted. */
  public boolean isFull() {
    return full;
  }

  /** Whether a counterexample of so many operations is explained on request only. */
  public static boolean isLong(int steps) {
    return steps > LONG;
  }

  /**
   * Whether a story is told of a counterexample.
   *
   * @param steps how many operations it has
   * @param isEndless whether some of them repeat for ever, which a story does not show
   */
  public boolean isTold(OutputOptions output, MemoryModel memory, int steps, boolean isEndless) {
    boolean isUsual = memory == MemoryModel.SC && SHORT < steps && !isLong(steps) && !isEndless;
    return story || (isUsual && !full && !output.isQuiet());
  }

  /**
   * Checks that there can be a story.
   *
   * @throws InputException if not
   */
  public void require(OutputOptions output) {
    output.requireLoud("--story", story);
    if (story && full) {
      throw new InputException(
          "--full and --story must not be given together; leave one of them out");
    }
  }
}
