package vcpucheck.checker.cluster;

import java.io.Serializable;
import vcpucheck.checker.model.Model;

/** Builds a model where a task runs: the same on each machine. */
@FunctionalInterface
public interface ModelSource extends Serializable {
  Model model();
}
