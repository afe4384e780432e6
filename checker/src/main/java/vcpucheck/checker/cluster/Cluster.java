package vcpucheck.checker.cluster;

import java.util.List;

/** Some machines that run jobs. Used by one thread. */
public interface Cluster extends AutoCloseable {
  /**
   * Runs a job: every input is mapped, and what that gives for a partition is reduced together. A
   * task may run more than once, also at the same time; one result of each counts.
   *
   * @param inputs one for each task that maps
   * @param partitions how many tasks reduce
   * @return what each partition is reduced to
   * @throws ClusterException if the job cannot be finished
   */
  List<byte[]> run(ClusterJob job, List<byte[]> inputs, int partitions);

  /** How many tasks can run at once. */
  int slots();

  /**
   * A folder that all machines see.
   *
   * @param uri where it is, in the cluster's words
   */
  ClusterFolder folder(String uri);

  /** Gives the machines back. */
  @Override
  void close();
}
