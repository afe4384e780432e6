package vcpucheck.scenarios.conform;

import com.google.common.collect.ImmutableList;

/**
 * The fields that a record may have. What stands in others would pass unseen, so that there must
 * not be any.
 */
enum RecordSchema {
  /** The first record of a trace. */
  HEADER("trace", "rev", "name", "threads", "frames", "frameTypes"),
  /** A record of a step. */
  STEP(
      "step",
      "op",
      "frames",
      "writes",
      "failXenObject",
      "failXenPage",
      "smcs",
      "guestWrites",
      "events",
      "state",
      "found",
      "domainId",
      "rc",
      "vcpu",
      "in",
      "handled",
      "out",
      "preemptAt",
      "stateAtVmDestroyed"),
  /** The last record of a trace. */
  END("end", "steps", "xenPagesLeaked", "xenObjectsLeaked"),
  /** A change of a frame's type. */
  FRAME("page", "type"),
  /** Stores into a guest page. */
  GUEST_WRITE("page", "w"),
  /** A call of the secure world. */
  SECURE_CALL("in", "sees", "writes", "out"),
  /** The registers of a call of the secure world. */
  ARGUMENTS("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "ptr"),
  /** A hypervisor page as the secure world sees it. */
  SEEN("xenPage", "w", "freed"),
  /** A store of the secure world. */
  SECURE_WRITE("xenPage", "i", "v"),
  /** A machine address. */
  ADDRESS("guestPage", "xenPage", "off"),
  /** A diagnostic. */
  EVENT("level", "what"),
  /** The mediator's state. */
  STATE(
      "tee", "callCount", "bufPages", "bufCount", "calls", "rpcs", "bufs", "pins", "xenPagesLive"),
  /** A call record. */
  CALL(
      "thread",
      "inFlight",
      "rpcOp",
      "xenRpc",
      "bufType",
      "lastBuf",
      "argIpa",
      "argXenPage",
      "mapped"),
  /** An RPC buffer. */
  RPC("cookie", "guestPage", "xenPage"),
  /** A shared buffer. */
  BUFFER("cookie", "pageCnt", "pgList");

  private final ImmutableList<String> names;

  RecordSchema(String... names) {
    this.names = ImmutableList.copyOf(names);
  }

  /** The fields that it may have. */
  ImmutableList<String> names() {
    return names;
  }

  /**
   * Checks that a record has no other fields.
   *
   * @return the record
   */
  JsonCursor check(JsonCursor node) {
    if (!node.isObject()) {
      throw node.fault("a JSON object must stand here");
    }
    for (String name : node.names()) {
      if (!names.contains(name)) {
        throw node.fault("a record must have no field that the format does not know: " + name);
      }
    }
    return node;
  }
}
