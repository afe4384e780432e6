package vcpucheck.checker.engine.frontier;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A frontier that a checkpoint can hold. */
public interface SavableFrontier extends Frontier {
  /** Writes it between two batches. */
  void save(DataOutput out) throws IOException;

  /** Reads what was saved into an empty frontier. */
  void restore(DataInput in) throws IOException;
}
