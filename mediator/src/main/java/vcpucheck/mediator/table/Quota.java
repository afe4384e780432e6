package vcpucheck.mediator.table;

/** The counters of one domain and how their limits are kept. */
public interface Quota {
  /** Counts one more call unless as many as threads are counted; says whether it did. */
  boolean reserveCall();

  /** Counts one call less. */
  void returnCall();

  /**
   * Counts one more buffer and its pages unless the limit of buffers is reached or the sum of pages
   * would reach the quota.
   *
   * @param pages how many
   * @return whether they are counted
   */
  boolean reserve(int pages);

  /** Returns one buffer and its pages to the quota. */
  void giveBack(int pages);

  /** Sets all counters to zero: a new domain. */
  void reset();

  /** {@code call_count}. */
  int calls();

  /** {@code optee_shm_buf_count}. */
  int buffers();

  /** {@code optee_shm_buf_pages}. */
  int pages();
}
