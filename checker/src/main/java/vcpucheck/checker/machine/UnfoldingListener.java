package vcpucheck.checker.machine;

/** Is called when a machine asks a program for the first time, so that it can ask again. */
@FunctionalInterface
public interface UnfoldingListener {
  /**
   * A program is about to be asked what a node's operation does; see {@link MemoryMachine#unfold}.
   *
   * @param vcpu the first vCPU that runs the program
   * @param index for which code of its variable, or for which of its outcomes
   * @param result what the operation returns, if it is not a function of its variable
   */
  void unfolds(int vcpu, int node, int index, long result);
}
