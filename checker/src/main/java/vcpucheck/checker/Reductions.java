package vcpucheck.checker;

/**
 * Which reductions a search may use. Each keeps every verdict; none keeps the counts of states.
 *
 * @param fuse run on through operations that no other vCPU can observe
 */
public record Reductions(boolean fuse) {
  /** Every reduction. */
  public static Reductions all() {
    return new Reductions(true);
  }

  /** The plain search: every operation of every vCPU is a transition. */
  public static Reductions none() {
    return new Reductions(false);
  }
}
