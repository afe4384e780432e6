package vcpucheck.checker.engine.cluster;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.cluster.ModelSource;
import vcpucheck.checker.memory.Slab;

/**
 * All that the driver knows of a model at a moment, from which a {@link Replica} is made.
 *
 * @param search whose it is
 * @param round which of its searches it is of: each relies on less than the one before
 * @param version grows within a round
 * @param source builds the model
 * @param how how it is explored
 * @param growth what the driver has unfolded, and knows of it
 */
record Snapshot(String search, int round, int version, ModelSource source, How how, Growth growth)
    implements Serializable {

  /**
   * How a model is explored.
   *
   * @param reuse which free slot allocations take; null for what each slab says
   * @param reductions those that are on
   * @param exchangesVcpus whether states are alike in which vCPUs have changed places
   * @param exchangesSlots whether states are alike in which slots have changed places
   */
  record How(
      Options.Build build,
      Slab.@Nullable Reuse reuse,
      Reductions reductions,
      boolean exchangesVcpus,
      boolean exchangesSlots)
      implements Serializable {}

  /** What was unfolded, as bytes. */
  static final class Growth implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Growth(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
