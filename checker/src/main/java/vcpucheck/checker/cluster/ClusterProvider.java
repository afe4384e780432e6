package vcpucheck.checker.cluster;

/** Brings clusters; found through {@link java.util.ServiceLoader}. */
public interface ClusterProvider {
  /**
   * Connects to a cluster.
   *
   * @param master where it is: {@code local[*]}, {@code spark://HOST:PORT}, {@code yarn}, {@code
   *     k8s://URL}
   * @throws ClusterException if that is impossible
   */
  Cluster connect(String master);
}
