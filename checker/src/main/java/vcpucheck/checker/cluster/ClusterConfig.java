package vcpucheck.checker.cluster;

/**
 * That a search runs on a cluster.
 *
 * <p>The driver, which is the process that asks for the search, alone decides what code under test
 * is run on; machines run it again on the same. States are in files; every task reads files that
 * are whole and writes new ones, so that a task, or a machine, may be lost at any time.
 *
 * @param cluster runs the tasks; whoever made it closes it
 * @param source builds the model on each machine
 * @param work where states are, in the cluster's words: a folder that all machines see, in which
 *     the search makes one of its own
 * @param partitions into how many parts the states are divided by their hashes
 * @param smallLevel up to how many states of a level the driver expands by itself
 */
public record ClusterConfig(
    Cluster cluster, ModelSource source, String work, int partitions, int smallLevel) {
  /** The most parts. */
  public static final int MOST_PARTITIONS = 1 << 16;

  public ClusterConfig {
    if (Integer.bitCount(partitions) != 1 || partitions > MOST_PARTITIONS) {
      throw new IllegalArgumentException(
          "states are divided by bits of their hashes: partitions="
              + partitions
              + "; use a power of two up to "
              + MOST_PARTITIONS);
    }
    if (smallLevel < 0) {
      throw new IllegalArgumentException("a level has 0 states or more: small level=" + smallLevel);
    }
  }
}
