package vcpucheck.scenarios.conform;

import vcpucheck.checker.memory.threads.Choices;
import vcpucheck.mediator.xen.XenHeap;

/** The allocation failures and preemptions that a step prescribes, by their number in the step. */
final class InjectedFailures implements Choices {
  private static final int NEVER = 0;

  private int failingObject = NEVER;
  private int failingPage = NEVER;
  private int preemption = NEVER;
  private int objects;
  private int pages;
  private int preemptChecks;

  /** Starts counting for a step. */
  void begin(JsonCursor step) {
    failingObject = step.find("failXenObject").map(node -> node.atLeast(1)).orElse(NEVER);
    failingPage = step.find("failXenPage").map(node -> node.atLeast(1)).orElse(NEVER);
    preemption = step.find("preemptAt").map(node -> node.atLeast(1)).orElse(NEVER);
    objects = 0;
    pages = 0;
    preemptChecks = 0;
  }

  @Override
  public boolean allocationFails(String slab) {
    return slab.equals(XenHeap.SLAB) ? ++pages == failingPage : ++objects == failingObject;
  }

  @Override
  public int choose(String what, int alternatives) {
    if (what.equals(XenHeap.IMPOSSIBLE)) {
      pages++;
      return 0;
    }
    return ++preemptChecks == preemption ? 1 : 0;
  }
}
