package vcpucheck.checker;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Watches a search from outside: hears how far it is and can stop it. */
public interface ProgressListener {
  /** Nobody watches. */
  ProgressListener NONE =
      new ProgressListener() {
        @Override
        public boolean wantsToStop() {
          return false;
        }

        @Override
        public void progress(Progress progress) {}
      };

  /** Whether the search should give up; asked often. */
  boolean wantsToStop();

  /** Hears how far the search is; called a few times in a second, and at its end. */
  void progress(Progress progress);

  /**
   * How far a search is.
   *
   * @param states distinct states visited
   * @param transitions transitions taken
   * @param depth how many steps from the start the search is
   * @param frontier states visited but not expanded
   * @param bytes memory that the visited states take
   * @param elapsed since the search began
   * @param estimate about how many states there are in all, judging by how the number of states
   *     grew from level to level of a breadth-first search; empty if nothing can be said yet
   * @param growth one sentence, if the program seems to grow for ever: what grows, where, and what
   *     can be done about it
   */
  record Progress(
      long states,
      long transitions,
      int depth,
      long frontier,
      long bytes,
      Duration elapsed,
      OptionalLong estimate,
      Optional<String> growth) {}
}
