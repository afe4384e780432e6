package vcpucheck.mediator.policy;

/** A message of the mediator. */
public enum Diagnostic {
  /** A call record is destroyed while it is marked in flight. */
  ASSERT_CALL_IDLE_WHEN_FREED(Level.ASSERT, "assert-call-idle-when-freed"),
  /** A call record is destroyed while its shadow is mapped. */
  ASSERT_CALL_UNMAPPED_WHEN_FREED(Level.ASSERT, "assert-call-unmapped-when-freed"),
  /** The page quota is not zero at the end of a domain's destruction. */
  ASSERT_NO_BUF_PAGES_AT_DESTROY(Level.ASSERT, "assert-no-buf-pages-at-destroy"),
  /** The call count is not zero at the end of a domain's destruction. */
  ASSERT_NO_CALLS_AT_DESTROY(Level.ASSERT, "assert-no-calls-at-destroy"),
  /** The lock is held at the end of a domain's destruction. */
  ASSERT_UNLOCKED_AT_DESTROY(Level.ASSERT, "assert-unlocked-at-destroy"),
  /** There are argument pages at the end of a domain's destruction. */
  ASSERT_NO_RPCS_AT_DESTROY(Level.ASSERT, "assert-no-rpcs-at-destroy"),
  /** The cookie of a shared buffer is taken. */
  BUFFER_COOKIE_DUPLICATE(Level.WARNING, "buffer-cookie-duplicate"),
  /** The cookie of an RPC argument page is taken. */
  RPC_COOKIE_DUPLICATE(Level.WARNING, "rpc-cookie-duplicate"),
  /** The address of an RPC argument page is not page aligned. */
  RPC_BUFFER_MISALIGNED(Level.WARNING, "rpc-buffer-misaligned"),
  /** An RPC argument page is refused: bad page or cookie. */
  RPC_BUFFER_NOT_TRACKED_INVAL(Level.WARNING, "rpc-buffer-not-tracked-inval"),
  /** An RPC argument page is refused: out of memory. */
  RPC_BUFFER_NOT_TRACKED_NOMEM(Level.WARNING, "rpc-buffer-not-tracked-nomem"),
  /** The guest answered an RPC command with an unknown cookie. */
  RPC_COOKIE_FROM_GUEST_UNKNOWN(Level.ERROR, "rpc-cookie-from-guest-unknown"),
  /** OP-TEE sent an RPC command with an unknown cookie. */
  RPC_COOKIE_FROM_OPTEE_UNKNOWN(Level.ERROR, "rpc-cookie-from-optee-unknown"),
  /** The answer to an allocation request has an unexpected attribute. */
  RPC_ALLOC_ANSWER_BAD_ATTR(Level.WARNING, "rpc-alloc-answer-bad-attr"),
  /** The page list of a buffer that does not exist should be released. */
  PAGE_LIST_OWNER_UNKNOWN(Level.ERROR, "page-list-owner-unknown"),
  /** A temporary memory parameter is neither null nor a page list. */
  TMEM_NOT_NONCONTIG(Level.WARNING, "tmem-not-noncontig"),
  /** The guest resumed a call that is in flight. */
  RESUME_OF_CALL_IN_FLIGHT(Level.WARNING, "resume-of-call-in-flight"),
  /** OP-TEE frees another buffer than it allocated last. */
  FREED_BUFFER_IS_NOT_LAST_ALLOCATED(Level.ERROR, "freed-buffer-is-not-last-allocated"),
  /** The stack trace that comes with {@link #FREED_BUFFER_IS_NOT_LAST_ALLOCATED}. */
  WARN_TRACE(Level.WARNING, "warn-trace"),
  /** A call is in a state that cannot be. */
  DOMAIN_CRASHED(Level.ERROR, "domain-crashed"),
  /** A call record's shadow page is freed while it is mapped. */
  XEN_PAGE_FREED_WHILE_MAPPED(Level.OBSERVATION, "xen-page-freed-while-mapped");

  /** What kind of message it is. */
  public enum Level {
    /** A debug assertion that does not hold. */
    ASSERT("A"),
    /** {@code XENLOG_ERR}. */
    ERROR("E"),
    /** {@code XENLOG_WARNING}. */
    WARNING("W"),
    /** Nothing that Xen says: seen from outside. */
    OBSERVATION("H");

    private final String letter;

    Level(String letter) {
      this.letter = letter;
    }

    /** The level's letter in traces. */
    public String letter() {
      return letter;
    }
  }

  private final Level level;
  private final String label;

  Diagnostic(Level level, String label) {
    this.level = level;
    this.label = label;
  }

  /** What kind of message it is. */
  public Level level() {
    return level;
  }

  /** The message's name in traces. */
  public String label() {
    return label;
  }
}
