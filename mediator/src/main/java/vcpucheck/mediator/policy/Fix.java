package vcpucheck.mediator.policy;

import java.util.Optional;

/**
 * One change to {@code xen/arch/arm/tee/optee.c} that can be seen in its behaviour: a commit of
 * Xen's, a repair of ours of the defect with that number in the list of known defects, or a
 * candidate, which no revision has. Candidates that are <em>edits</em> do, leave out or move one
 * operation, check once more or order more: what repairs are composed of if no other change will
 * do.
 *
 * <p>The code asks {@link Behaviour#has(Fix)} where the change matters. Commits without visible
 * behaviour have no constant. To try a fix, add a constant and ask for it where it decides; nothing
 * else lists fixes.
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
      "release an RPC argument page before the guest frees it"),
  /** X1: a call that ends leaves its flag and the list in one critical section. */
  ATOMIC_CALL_END("end a call and take it off the list in one critical section"),
  /** X1: a negative thread id names no call. */
  REJECT_NO_THREAD("refuse to resume a negative thread id"),
  /** A call's thread id is written outside of the lock: the accesses are marked, as no race. */
  MARKED_THREAD_ID("read and write a call's thread id by READ_ONCE and WRITE_ONCE"),
  /** X2, X11: the answer to an RPC command must name the page that the request named. */
  RPC_COOKIE_MATCH("an answer names the argument page of its request, or is refused"),
  /**
   * X3, X6, X13: a buffer knows the call that made it and what for; completion releases what the
   * call made, whatever the message says, and others cannot.
   */
  BUFFER_OWNER("release buffers by owner, not by what a message says"),
  /**
   * X4: what OP-TEE asked is remembered, and an answer to an allocation request is translated or
   * refused, never passed on as it is.
   */
  ANSWER_CHECK("judge an RPC answer by what was asked"),
  /** S56: a buffer that is refused never counts; in C it counts while its pages are refused. */
  JOINT_RESERVATION("reserve a buffer and its pages in one step, under the lock"),
  /** X5: as many pages leave the quota as were reserved. */
  RETURN_RESERVED("give back as many pages as were reserved"),
  /** X7: a call that OP-TEE refused has changed nothing. */
  STATUS_CHECK("a status other than OK means that the call was not executed"),
  /** X7: a message says failure until OP-TEE says otherwise. */
  PRESET_RET("preset ret before OP-TEE is entered"),
  /** X8: an undeliverable request is answered, and the call completes if it ends then. */
  RPC_RESTART("resume OP-TEE properly when a request cannot be delivered"),
  /** X9: the guest's register says whether the results were delivered. */
  DELIVERY_STATUS("report a copy that failed, and too many parameters"),
  /** X10: a number of parameters from a shadow page is bounded by the page. */
  BOUNDED_PARAMS("bound num_params of a shadow page"),
  /** X11: an argument page is not freed while it is used. */
  RPC_USE_COUNT("count the users of an argument page"),
  /** X12: OP-TEE gets no cookie without a page. */
  NO_COOKIE_WITHOUT_PAGE("pass cookie 0 along with address 0"),
  /** X14: an argument page is freed after OP-TEE has unmapped it. */
  LATE_PAGE_FREE("free an argument page after OP-TEE was resumed"),
  /** X15: registered memory means memory that was registered. */
  REGISTERED_RMEM("refuse registered memory that was not registered"),
  /** X16: a domain whose creation failed leaves nothing behind. */
  CREATION_TEARDOWN("free the context when a domain's creation fails"),
  /** X18: no wrap and no cut in the page count. */
  WIDE_PAGE_COUNT("compute the page count in 64 bits without wrap"),
  /** X19: any answer ends the mediator's own request. */
  XEN_RPC_RESET("end the mediator's own request even if its answer is unreadable"),
  /** X20: guest-physical address 0 is no argument page. */
  ZERO_ADDRESS("take address 0 in an answer for a failure"),
  /** X21: a cookie is free after UNREGISTER, even if OP-TEE refuses; the pages stay pinned. */
  UNREGISTER_COOKIE("free the cookie of a buffer whose unregistration OP-TEE refuses"),
  /**
   * S14: a cookie is free after UNREGISTER, even if Xen has no memory to pass it on; the pages stay
   * pinned.
   */
  UNSENT_UNREGISTER("free the cookie of a buffer whose unregistration Xen has no memory for"),
  /** S70: a buffer that was found cannot be freed while it is used. */
  LOCKED_BUFFER_USE("use a buffer that was found before the lock is dropped"),
  /** X2: less than {@link #RPC_COOKIE_MATCH}: any known page will do. */
  PUT_ON_UNKNOWN_COOKIE(
      Optional.empty(), "put the call when an answer names an unknown argument page"),
  /** Edit: the inverse of where the seed race is; right only together with a free elsewhere. */
  NO_BUFFER_FREE_AT_ANSWER(
      Optional.empty(), "do not release a payload buffer when the guest has freed it"),
  /** Edit: a payload buffer is released where OP-TEE's request is handed to the guest. */
  BUFFER_FREE_AT_REQUEST(
      Optional.empty(), "release a payload buffer after its request was copied to the guest"),
  /** Edit: a payload buffer is released before the guest can see the request. */
  BUFFER_FREE_BEFORE_COPY(
      Optional.empty(), "release a payload buffer before its request is copied to the guest"),
  /** Edit: the inverse of where the twin race is. */
  NO_PAGE_FREE_AT_ANSWER(
      Optional.empty(), "do not release an argument page when the guest has freed it"),
  /** Edit: an argument page is released where OP-TEE's request is handed to the guest. */
  PAGE_FREE_AT_REQUEST(
      Optional.empty(), "release an argument page when its request goes to the guest"),
  /** Edit: a call that ends leaves the list while it is in flight. */
  UNLIST_BEFORE_PUT(Optional.empty(), "take a call that ends off the list before it is put"),
  /**
   * Edit: a narrower critical section than that of {@link #ATOMIC_CALL_END}: only the list needs
   * the lock, for nobody finds the call from then on.
   */
  UNLOCKED_PUT(Optional.empty(), "put a call that ends without the lock, once it is off the list"),
  /** Edit: a call leaves the list, and then the count. */
  COUNT_AFTER_UNLIST(Optional.empty(), "drop call_count after the call is off the list"),
  /** Edit: what can be refused for its size is refused before it counts. */
  PAGES_BEFORE_COUNT(Optional.empty(), "reserve the pages of a buffer before the buffer"),
  /** Edit: a stronger ordering than {@link #MARKED_THREAD_ID}. */
  ORDERED_THREAD_ID(
      Optional.empty(),
      "write a call's thread id by smp_store_release, read it by smp_load_acquire"),
  /** Edit: a wider critical section. */
  RESET_IN_CLAIM(
      Optional.empty(), "reset a call's thread id in the critical section that claims the call"),
  /** Edit: a check again, under the lock, of what was true before it. */
  RECHECK_BEFORE_FREE(
      Optional.empty(), "free a call that ends only if it was not claimed since it was put");

  private final Optional<Revision> since;
  private final String commit;
  private final String date;
  private final String subject;

  Fix(String subject) {
    this(Revision.REPAIRED, "", "", subject);
  }

  /** A candidate has no revision. */
  Fix(Optional<Revision> since, String subject) {
    this(since, "", "", subject);
  }

  Fix(Revision since, String commit, String date, String subject) {
    this(Optional.of(since), commit, date, subject);
  }

  Fix(Optional<Revision> since, String commit, String date, String subject) {
    this.since = since;
    this.commit = commit;
    this.date = date;
    this.subject = subject;
  }

  /** The first revision that has it; empty for a candidate. */
  public Optional<Revision> since() {
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
