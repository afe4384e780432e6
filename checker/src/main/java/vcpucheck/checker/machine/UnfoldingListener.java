package vcpucheck.checker.machine;

/** Hears what a machine asks of programs for the first time, so that it can be asked again. */
@FunctionalInterface
public interface UnfoldingListener {
  /**
   * A program is about to be asked what a node's operation does; see {@link Machine#grow}.
   *
   * @param vcpu the first vCPU that runs the program
   * @param index for which code of its variable, or for which of its outcomes
   * @param result what the operation returns, if it is not a function of its variable
   */
  void grows(int vcpu, int node, int index, long result);
}
