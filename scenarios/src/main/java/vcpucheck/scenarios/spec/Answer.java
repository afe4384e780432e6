package vcpucheck.scenarios.spec;

import java.util.Locale;
import java.util.Optional;

/** What a {@link TableOperation} answers. */
public sealed interface Answer {
  /** An answer without a value. */
  enum Plain implements Answer {
    /** It could be done, and was. */
    YES,
    /** It could not, and nothing was done. */
    NO,
    /** Whether anything was done is not told. */
    DONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What was found, as it was when it was added. */
  record Found(int content) implements Answer {
    @Override
    public String toString() {
      return "found " + content;
    }
  }

  /** Yes or no. */
  static Answer of(boolean isDone) {
    return isDone ? Plain.YES : Plain.NO;
  }

  /** What was found, or no. */
  static Answer found(Optional<Integer> content) {
    return content.<Answer>map(Found::new).orElse(Plain.NO);
  }
}
