package vcpucheck.checker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * That a search is saved, so that it can go on in another process: from time to time, and when it
 * is stopped by a limit or by its {@link ProgressListener}.
 *
 * <p>A checkpoint holds what was visited, not the model: the model is built again, its code is run
 * on all that it was run on before, and the checkpoint is refused unless it does the same. The
 * search then ends with the verdict, the counterexample and the counts with which it would have
 * ended at once. Limits, but for that of time, count what was covered before; workers may differ.
 *
 * <p>The file is replaced as a whole: whatever happens, the last checkpoint that was finished stays
 * until the next one is. Nothing deletes it.
 *
 * @param file where the checkpoint is
 * @param resumes whether the search goes on from the checkpoint that is there; if not, it begins
 * @param interval how much time passes between checkpoints
 * @param subject what is explored, as far as the caller knows better than the model: a checkpoint
 *     of another subject is refused
 * @param warnings receives a sentence if a checkpoint cannot be written; the search goes on
 */
public record CheckpointConfig(
    Path file, boolean resumes, Duration interval, String subject, Consumer<String> warnings) {
  public CheckpointConfig {
    Objects.requireNonNull(file);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(warnings);
    if (interval.isNegative()) {
      throw new IllegalArgumentException("an interval is not negative: interval=" + interval);
    }
  }

  /**
   * The folder beside the file that has the states of a search which moves them to disk; the
   * checkpoint names its files.
   */
  public Path folder() {
    return file.toAbsolutePath().resolveSibling(file.getFileName() + ".states");
  }
}
