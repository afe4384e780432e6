package vcpucheck.mediator;

/**
 * One piece of synchronisation that is missing.
 *
 * @param kind what is done to it
 * @param site the method of a table, a counter or a page in which it stands
 */
record SyncMutant(Kind kind, String site) implements Comparable<SyncMutant> {
  /** What can be done to a site. */
  enum Kind {
    /** The lock is neither taken nor released. */
    NO_LOCK,
    /** A read-modify-write is a load and a store. */
    SPLIT_ATOMIC,
    /** What is tested under the lock is not seen. */
    NO_CHECK
  }

  @Override
  public int compareTo(SyncMutant other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return kind + " " + site;
  }
}
