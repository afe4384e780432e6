package vcpucheck.checker;

/** Which free slot of a slab an allocation takes. */
public enum ReusePolicy {
  /** The one with the lowest number: the most reuse, the fewest states. */
  LOWEST("lowest", "allocations take the lowest free slot"),
  /** Any: a choice of the explorer, as it is one of C's allocators. */
  ANY("any", "allocations take any free slot"),
  /** The next that was never allocated. */
  NEVER("never", "freed slots are never used again");

  private final String word;
  private final String text;

  ReusePolicy(String word, String text) {
    this.word = word;
    this.text = text;
  }

  /** How the command line and JSON spell it. */
  public String word() {
    return word;
  }

  /** What a report says of a search with it. */
  public String text() {
    return text;
  }
}
