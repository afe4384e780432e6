package vcpucheck.mediator.policy;

/**
 * The limits that the mediator puts on one domain. {@link #XEN} has Xen's values; scenarios take
 * smaller ones, to reach every limit in few steps.
 *
 * @param threads {@code max_optee_threads}: calls in progress; what OP-TEE answers to {@code
 *     OPTEE_SMC_GET_THREAD_COUNT} at probe, where Xen's default is 16
 * @param buffers {@code MAX_SHM_BUFFER_COUNT}: shared buffers (since 96383955f6)
 * @param pagesPerBuffer {@code MAX_SHM_BUFFER_PG}: pages of one shared buffer (since 847c18e681)
 * @param pageQuota {@code MAX_TOTAL_SMH_BUF_PG}: pages of all shared buffers stay below this
 * @param listEntries {@code PAGELIST_ENTRIES_PER_PAGE}: page addresses in one page of a page list,
 *     1 to 511
 */
public record Limits(int threads, int buffers, int pagesPerBuffer, int pageQuota, int listEntries) {
  /** What {@code xen/arch/arm/tee/optee.c} defines at 4fb3915004. */
  public static final Limits XEN = new Limits(16, 16, 129, 16384, 511);

  public Limits {
    if (threads < 1 || buffers < 1 || pagesPerBuffer < 1 || pageQuota < 1) {
      throw new IllegalArgumentException(
          "limits are at least 1: threads="
              + threads
              + ", buffers="
              + buffers
              + ", pagesPerBuffer="
              + pagesPerBuffer
              + ", pageQuota="
              + pageQuota);
    }
    if (listEntries < 1 || listEntries > 511) {
      throw new IllegalArgumentException(
          "a page of a page list has 1 to 511 entries: listEntries=" + listEntries);
    }
  }

  /** These limits with another number of threads. */
  public Limits withThreads(int count) {
    return new Limits(count, buffers, pagesPerBuffer, pageQuota, listEntries);
  }
}
