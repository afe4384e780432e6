package vcpucheck.checker.cluster.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import scala.Tuple2;
import vcpucheck.checker.cluster.Cluster;
import vcpucheck.checker.cluster.ClusterException;
import vcpucheck.checker.cluster.ClusterFolder;
import vcpucheck.checker.cluster.ClusterJob;

/**
 * Runs jobs on Spark: inputs are one RDD, blocks are shuffled by their part, and what the parts are
 * reduced to is collected. Nothing is cached, so that of a lost machine one job is repeated at
 * most.
 */
final class SparkCluster implements Cluster {
  private final JavaSparkContext spark;
  private volatile boolean isClosing;
  private volatile boolean hasEnded;

  SparkCluster(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** What notices that Spark has given up. */
  SparkListener watch() {
    return new SparkListener() {
      @Override
      public void onApplicationEnd(SparkListenerApplicationEnd end) {
        hasEnded = !isClosing;
      }
    };
  }

  @Override
  public List<byte[]> run(ClusterJob job, List<byte[]> inputs, int partitions) {
    Broadcast<ClusterJob> shared = spark.broadcast(job);
    try {
      JavaPairRDD<Integer, byte[]> blocks =
          spark.parallelize(inputs, inputs.size()).flatMapToPair(input -> map(shared, input));
      JavaFutureAction<List<byte[]>> results =
          blocks
              .partitionBy(new Parts(partitions))
              .mapPartitionsWithIndex((part, all) -> reduce(shared, part, all), true)
              .collectAsync();
      return await(results);
    } finally {
      shared.destroy();
    }
  }

  private List<byte[]> await(JavaFutureAction<List<byte[]>> results) {
    try {
      return results.get();
    } catch (ExecutionException e) {
      throw failed(e.getCause() instanceof SparkException spark ? spark : e);
    } catch (InterruptedException e) {
      results.cancel(true);
      Thread.currentThread().interrupt();
      throw failed(e);
    }
  }

  private ClusterException failed(Exception why) {
    String what = hasEnded ? "Spark has ended the application" : "a job has failed";
    return new ClusterException(
        what + ": error=" + firstLine(String.valueOf(why.getMessage())), why);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static Iterator<Tuple2<Integer, byte[]>> map(Broadcast<ClusterJob> job, byte[] input)
      throws IOException {
    List<Tuple2<Integer, byte[]>> blocks = new ArrayList<>();
    job.value().map(input, (part, block) -> blocks.add(new Tuple2<>(part, block)));
    return blocks.iterator();
  }

  private static Iterator<byte[]> reduce(
      Broadcast<ClusterJob> job, int part, Iterator<Tuple2<Integer, byte[]>> all)
      throws IOException {
    Iterator<byte[]> blocks =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public byte[] next() {
            return all.next()._2();
          }
        };
    return List.of(job.value().reduce(part, blocks)).iterator();
  }

  /** Every part by itself. */
  private static final class Parts extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int count;

    Parts(int count) {
      this.count = count;
    }

    @Override
    public int numPartitions() {
      return count;
    }

    @Override
    public int getPartition(Object part) {
      return (Integer) part;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Parts parts && parts.count == count;
    }

    @Override
    public int hashCode() {
      return count;
    }
  }

  @Override
  public int slots() {
    return spark.defaultParallelism();
  }

  @Override
  public ClusterFolder folder(String uri) {
    return new HadoopFolder(uri);
  }

  @Override
  public void close() {
    isClosing = true;
    spark.close();
  }
}
