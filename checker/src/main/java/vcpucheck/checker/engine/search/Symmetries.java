package vcpucheck.checker.engine.search;

import vcpucheck.checker.machine.state.Canonicalizer;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * Which states of a search are represented by one.
 *
 * @param vcpus those that differ only in which of several vCPUs with the same program is where
 * @param slots those that differ only in which interchangeable slots are where
 */
public record Symmetries(boolean vcpus, boolean slots) {
  /** Every state by itself. */
  public static final Symmetries NONE = new Symmetries(false, false);

  /** Whether states are represented by others at all. */
  public boolean exist() {
    return vcpus || slots;
  }

  /** What finds representatives. Each thread needs its own. */
  public Canonicalizer canonicalizer(StateCodec codec) {
    return codec.canonicalizer(vcpus, slots);
  }
}
