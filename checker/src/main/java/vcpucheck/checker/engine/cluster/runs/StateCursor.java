package vcpucheck.checker.engine.cluster.runs;

import java.io.Closeable;
import java.io.IOException;

/** Goes through states in the order of their keys. */
public interface StateCursor extends Closeable {
  /** Goes to the next state; false if there is none. */
  boolean advance() throws IOException;

  /** The key of the state that it is at. */
  long key();

  /** Copies the state that it is at. */
  void take(long[] target);

  @Override
  default void close() throws IOException {}
}
