package vcpucheck.checker.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;

/**
 * What tasks on the machines of a cluster do. Both methods are functions of their arguments, but
 * for files, which they give names that no other task gives.
 */
public interface ClusterJob extends Serializable {
  /** Takes what a task gives for a partition. */
  @FunctionalInterface
  interface Sink {
    void accept(int partition, byte[] block);
  }

  void map(byte[] input, Sink sink) throws IOException;

  /** What becomes of all that was given for a partition, in whatever order it comes. */
  byte[] reduce(int partition, Iterator<byte[]> blocks) throws IOException;
}
