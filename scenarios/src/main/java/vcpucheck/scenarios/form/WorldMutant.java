package vcpucheck.scenarios.form;

/** One deliberate weakening of what surrounds the mediator, which stays as it is. */
public enum WorldMutant {
  /** S08: in the guest. */
  QUEUE_AFTER("M-queue-after", "a task queues for a thread only after it found none"),
  /** S48: in OP-TEE. */
  UNORDERED_THREADS("M-unordered-threads", "OP-TEE's threads change hands by relaxed accesses"),
  /** S43: in the toolstack. */
  NO_SYNC_PAUSE("M-no-sync-pause", "a domain is destroyed while its vCPUs are still in calls");

  private final String label;
  private final String about;

  WorldMutant(String label, String about) {
    this.label = label;
    this.about = about;
  }

  /** Its name as users write it. */
  public String label() {
    return label;
  }

  /** What is weaker, in a few words. */
  public String about() {
    return about;
  }
}
