package vcpucheck.checker.memory;

/** What the checker checks by itself: in every model, or in those that ask for it. */
public enum BuiltInProperty {
  /** What is not allocated is not accessed: no use after free, no double free. */
  MEMORY_SAFETY("memory-safety"),

  /** A vCPU releases its own locks only, and holds none when it is between steps. */
  LOCK_DISCIPLINE("lock-discipline"),

  /** No vCPUs wait for ever for locks, or for one another. */
  DEADLOCK("deadlock"),

  /** No {@link Memory#debugAssert} fails in a debug build. */
  DEBUG_ASSERTION("debug-assertion"),

  /** Code under test throws nothing. */
  NO_EXCEPTION("no-exception"),

  /** No vCPU waits from where on it can never go on. */
  NO_STUCK_VCPU("no-stuck-vcpu"),

  /** Conflicting plain accesses are ordered. */
  NO_DATA_RACE("no-data-race"),

  /** From every state all vCPUs can still end. */
  NO_LIVELOCK("no-livelock"),

  /** However vCPUs are scheduled, some of them finish what they do. */
  LOCK_FREE("lock-free"),

  /** What is freed at the end is what was allocated. */
  NO_LEAK("no-leak"),

  /** Operations take effect at one point each, in the order of a specification. */
  LINEARIZABLE("linearizable");

  private final String label;

  BuiltInProperty(String label) {
    this.label = label;
  }

  /** The property's name in verdicts and reports, and where a property is named. */
  public String label() {
    return label;
  }
}
