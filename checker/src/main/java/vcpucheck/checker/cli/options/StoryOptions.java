package vcpucheck.checker.cli.options;

import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.cli.spi.InputException;

/** The option that asks for a story in place of all operations. */
public final class StoryOptions {
  @Option(
      names = "--story",
      description = "of a counterexample, tell only the operations that led to the violation")
  private boolean story;

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
    if (story && memory != MemoryModel.SC) {
      throw new InputException(
          "--story explains interleavings under sc: memory="
              + memory.word()
              + "; leave it out, and see every operation with --full");
    }
  }
}
