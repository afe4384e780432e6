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
  @Option(
      names = "--story",
      description = "of a counterexample, tell only the operations that led to the violation")
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

  /** Whether a story is wanted. */
  public boolean isWanted() {
    return story;
  }

  /**
   * Checks that there can be a story.
   *
   * @param isFull whether every operation is wanted
   * @throws InputException if not
   */
  public void require(OutputOptions output, boolean isFull, MemoryModel memory) {
    output.requireLoud("--story", story);
    if (story && isFull) {
      throw new InputException(
          "--full and --story must not be given together; leave one of them out");
    }
    if (isAsked() && memory != MemoryModel.SC) {
      throw new InputException(
          "--story and --html explain interleavings under sc: memory="
              + memory.word()
              + "; leave it out, and see every operation with --full");
    }
  }
}
