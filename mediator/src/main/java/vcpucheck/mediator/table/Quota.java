package vcpucheck.mediator.table;

/** The counters of one domain and how their limits are kept. */
public interface Quota {
  /** Counts one more call unless as many as threads are counted; says whether it did. */
  boolean reserveCall();

  /** Counts one call less. */
  void returnCall();

  /** Counts one more buffer unless the limit is reached; says whether it did. */
  boolean reserveBuffer();

  /** Counts one buffer less. */
  void returnBuffer();

  /**
   * Counts pages of a buffer unless the sum would reach the quota.
   *
   * @param pages how many, at least 1
   * @return whether they are counted
   */
  boolean reservePages(int pages);

  /** Counts so many pages less. */
  void returnPages(int pages);

  /** Sets all counters to zero: a new domain. */
  void reset();

  /** {@code call_count}. */
  int calls();

  /** {@code optee_shm_buf_count}. */
  int buffers();

  /** {@code optee_shm_buf_pages}. */
  int pages();
}
