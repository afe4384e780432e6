package vcpucheck.checker.story;

/**
 * That one step is as it is because of another.
 *
 * @param from the index of the step on which the other depends
 * @param to the index of the step that depends on it; the number of steps stands for the violation
 * @param kind how
 */
public record Dependence(int from, int to, Kind kind) {
  /** How a step depends on another. */
  public enum Kind {
    /** It reads what the other wrote. */
    READ("reads-from"),
    /** It writes, or compares with, a value that the other's result decides. */
    VALUE("value"),
    /** It is on a variable that the other's result decides. */
    ADDRESS("address"),
    /** It would not have happened had the other had another result. */
    CONTROL("control"),
    /** It is on a field of a slot that the other allocated. */
    ALLOCATION("allocation"),
    /** It finds an older value than the other stored. */
    MISSED("misses"),
    /** It takes a lock that the other released. */
    LOCK("lock");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word for it in data. */
    public String word() {
      return word;
    }
  }
}
