package vcpucheck.checker.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cluster.Cluster;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.cluster.ClusterProvider;
import vcpucheck.checker.cluster.ModelSource;

/** The options of searches on several machines. */
@Command(optionListHeading = "Cluster")
public final class ClusterOptions {
  private static final String LOCAL = "local";
  private static final int SMALL_LEVEL = 20_000;

  /** Parts for each task that can run at once, so that all are busy to the end. */
  private static final int SHARES = 2;

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description =
          "search on Spark at MASTER, named as spark-submit has it, such as local[*]; needs the"
              + " artifact checker-cluster")
  private @Nullable String master;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "where the states of --master are: a folder that all machines see (default, where MASTER"
              + " is local: a temporary one)")
  private @Nullable String work;

  @Option(
      names = "--small-level",
      paramLabel = "N",
      description =
          "levels of at most N states are expanded without the cluster of --master (default:"
              + " 20,000)")
  private @Nullable String small;

  /** Whether a cluster is to search. */
  public boolean isAsked() {
    return master != null;
  }

  /**
   * Checks that what is wanted can be done on a cluster.
   *
   * @param others whether it is to be exported, or all that is wrong is to be listed
   * @throws InputException if not
   */
  public void requireMatch(Options options, boolean others) {
    if (master == null) {
      requireMaster("--work", work);
      requireMaster("--small-level", small);
    } else if (work == null && !master.startsWith(LOCAL)) {
      throw new InputException(
          "--work must go with --master, unless that is local: --master="
              + master
              + "; add --work DIR, which all machines see");
    } else if (others
        || options.memory() != MemoryModel.SC
        || options.order() != Options.Order.BFS
        || options.store() != Options.Store.EXACT
        || options.workers() != 1) {
      throw new InputException(
          "--master searches breadth first and under sc, in files of its own, up to the first"
              + " violation: --master="
              + master
              + "; leave out --memory, --order, --store, --workers, --all-violations"
              + " and --export of searches");
    }
  }

  private static void requireMaster(String option, @Nullable String value) {
    if (value != null) {
      throw new InputException(
          option
              + " must go with --master: "
              + option
              + "="
              + value
              + "; leave "
              + option
              + " out");
    }
  }

  /**
   * Connects to the cluster.
   *
   * @param providers those that there are
   * @throws InputException if there is none
   */
  public Cluster connect(List<ClusterProvider> providers) {
    String where = String.valueOf(master);
    if (providers.isEmpty()) {
      throw new InputException(
          "--master needs the artifact checker-cluster and Spark on the class path: --master="
              + where
              + "; get them as checker/CLUSTER.md says, or leave --master out");
    }
    return providers.get(0).connect(where);
  }

  /** How a search uses a cluster. */
  public ClusterConfig config(Cluster cluster, ModelSource source) {
    int partitions = Integer.highestOneBit(Math.max(1, SHARES * cluster.slots() - 1)) * 2;
    return new ClusterConfig(
        cluster,
        source,
        work == null ? System.getProperty("java.io.tmpdir") : work,
        Math.min(partitions, ClusterConfig.MOST_PARTITIONS),
        small == null
            ? SMALL_LEVEL
            : (int) Math.min(Integer.MAX_VALUE, OptionParsers.natural("--small-level", small)));
  }
}
