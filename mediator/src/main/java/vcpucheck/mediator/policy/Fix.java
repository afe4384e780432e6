package vcpucheck.mediator.policy;

/**
 * One change to {@code xen/arch/arm/tee/optee.c} that can be seen in its behaviour: a commit of
 * Xen's, or a repair of ours.
 *
 * <p>The code asks {@link Behaviour#has(Fix)} where the change matters. Commits without visible
 * behaviour have no constant.
 */
public enum Fix {
  /** RPC argument pages get a shadow, and RPC commands are looked at. */
  RPC_SHADOW(
      Revision.XEN_4_13,
      "1c9460595c",
      "2019-06-11",
      "shadow RPC argument pages and handle RPC commands"),
  /** A non-virtualised OP-TEE is found out at probe. */
  PROBE_VIRTUALIZATION(
      Revision.XEN_4_13, "68e0eb83ef", "2019-06-19", "probe sends VM_DESTROYED(0)"),
  /** At most {@link Limits#pagesPerBuffer()} pages per buffer. */
  BUFFER_SIZE_LIMIT(
      Revision.XEN_4_13, "847c18e681", "2019-09-18", "limit the size of a shared buffer"),
  /** Destruction asks for preemption before each buffer. */
  TEARDOWN_PREEMPTION(
      Revision.XEN_4_13, "208bef44c6", "2019-09-18", "check for preemption while freeing buffers"),
  /** At most {@link Limits#buffers()} buffers per domain. */
  BUFFER_COUNT_LIMIT(
      Revision.XEN_4_13, "96383955f6", "2019-09-18", "limit the number of shared buffers"),
  /** An RPC buffer that cannot be translated is given back to the guest. */
  TRANSLATION_ERROR_RPC(
      Revision.XEN_4_13,
      "c2c141f0f4",
      "2019-09-24",
      "ask the guest to free an RPC buffer that was refused"),
  /** The seed race: a payload buffer is released when OP-TEE says that it is free. */
  FREE_BUFFER_EARLY(
      Revision.COMMIT_5B13EB1D97,
      "5b13eb1d97",
      "2020-06-19",
      "release a payload buffer before the guest is told to free it"),
  /** Temporary memory at address 0 is no error. */
  NULL_MEMREF(Revision.XEN_4_14, "0dbed3ad33", "2020-06-19", "accept NULL memory references"),
  /** Freeing in another order than allocating is no matter for a warning. */
  ANY_FREE_ORDER(
      Revision.XEN_4_15,
      "aace546699",
      "2020-10-05",
      "no warning when buffers are freed out of order"),
  /** Function ids are 32 bits wide. */
  FUNCTION_ID_32(
      Revision.XEN_4_15, "ede2583fa1", "2021-01-06", "take the low 32 bits of the function id"),
  /** The capability MEMREF_NULL reaches the guest. */
  MEMREF_NULL_CAPABILITY(
      Revision.XEN_4_16, "d4fb5f166c", "2021-05-07", "pass the MEMREF_NULL capability on"),
  /** DISABLE_SHM_CACHE is forwarded under its own id. */
  DISABLE_CACHE_ID(
      Revision.XEN_4_16, "1c3ed9c908", "2021-09-27", "use the right id for DISABLE_SHM_CACHE"),
  /** Refused buffers leave no page list and no object behind. */
  LEAKS(
      Revision.XEN_4_16,
      "664cc3c3d3",
      "2021-10-07",
      "free the page list and the buffer when translation fails"),
  /** The twin race: an argument page is released when OP-TEE says that it is free. */
  FREE_RPC_BUFFER_EARLY(
      Revision.XEN_4_17,
      "5d2d5365ff",
      "2022-05-04",
      "release an RPC argument page before the guest frees it");

  private final Revision since;
  private final String commit;
  private final String date;
  private final String subject;

  Fix(Revision since, String commit, String date, String subject) {
    this.since = since;
    this.commit = commit;
    this.date = date;
    this.subject = subject;
  }

  /** The first revision that has it. */
  public Revision since() {
    return since;
  }

  /** The commit of Xen that brought it, or the empty string if it is ours. */
  public String commit() {
    return commit;
  }

  /** The commit's date, or the empty string. */
  public String date() {
    return date;
  }

  /** What changes, in a few words of ours. */
  public String subject() {
    return subject;
  }
}
