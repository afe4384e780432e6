package vcpucheck.checker.memory;

/** A memory fence of the executing vCPU. */
public enum Fence {
  /** Orders everything with everything: {@code smp_mb}, {@code dmb ish}. */
  FULL,
  /** Orders earlier loads with everything later: {@code smp_rmb}, {@code dmb ishld}. */
  ACQUIRE,
  /** Orders everything earlier with later stores. */
  RELEASE,
  /** Orders earlier stores with later stores: {@code smp_wmb}, {@code dmb ishst}. */
  STORE_STORE
}
