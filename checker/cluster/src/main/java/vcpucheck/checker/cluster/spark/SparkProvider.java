package vcpucheck.checker.cluster.spark;

import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import vcpucheck.checker.cluster.Cluster;
import vcpucheck.checker.cluster.ClusterException;
import vcpucheck.checker.cluster.ClusterProvider;

/**
 * Connects to Spark. What Spark is to do otherwise, system properties {@code spark.*} or {@code
 * spark-submit} say.
 */
public final class SparkProvider implements ClusterProvider {
  private static final String JARS = "spark.jars";

  @Override
  public Cluster connect(String master) {
    SparkConf conf = new SparkConf().setMaster(master);
    conf.setIfMissing("spark.app.name", "vcpucheck");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.log.level", "WARN");
    if (master.startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    } else if (!conf.contains(JARS)) {
      conf.setJars(jars());
    }
    try {
      JavaSparkContext spark = new JavaSparkContext(conf);
      SparkCluster cluster = new SparkCluster(spark);
      spark.sc().addSparkListener(cluster.watch());
      return cluster;
    } catch (RuntimeException e) {
      throw refused(master, e);
    } catch (Exception e) {
      if (e instanceof SparkException) {
        throw refused(master, e);
      }
      throw new AssertionError("checker bug: Spark does not declare what it throws", e);
    }
  }

  private static ClusterException refused(String master, Exception why) {
    return new ClusterException(
        "Spark must be there, and take the application: master="
            + master
            + ", error="
            + why.getMessage()
            + "; the system properties spark.* say how to reach it",
        why);
  }

  /** The jars that executors need, unless they are told otherwise. */
  private static String[] jars() {
    return Stream.of(Cluster.class, SparkProvider.class)
        .map(type -> JavaSparkContext.jarOfClass(type))
        .flatMap(Stream::of)
        .distinct()
        .toArray(String[]::new);
  }
}
