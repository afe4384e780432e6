package vcpucheck.checker.engine.export;

import java.util.List;

/**
 * A step of a vCPU in SPIN's language.
 *
 * @param guard when it can be taken
 * @param changes assignments
 * @param written the variables that these change
 * @param next the node that it leads to
 * @param isOnlyOne whether no other step can be taken in the same state
 */
record Step(
    String guard, List<String> changes, List<Integer> written, int next, boolean isOnlyOne) {
  Step {
    changes = List.copyOf(changes);
    written = List.copyOf(written);
  }
}
