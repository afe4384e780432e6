package vcpucheck.checker.engine.reduction;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.trace.Schedule;

/** Of which operations the transitions of one expansion consist, if that is asked. */
final class BlockRecord {
  private final List<List<Integer>> alternatives = new ArrayList<>();
  private boolean isKept;

  void begin() {
    isKept = true;
    alternatives.clear();
  }

  void end() {
    isKept = false;
  }

  /**
   * A transition begins.
   *
   * @param before its ordered accesses
   * @param alternative of the operation behind them; negative if there is none
   */
  void add(int index, Prefix before, int alternative) {
    if (isKept) {
      List<Integer> all = new ArrayList<>();
      before.choices(0, before.accesses.length()).forEach(choice -> all.add(choice.alternative()));
      if (alternative >= 0) {
        all.add(alternative);
      }
      alternatives.add(index, all);
    }
  }

  /** A transition leads on. */
  void extend(int index, int alternative) {
    if (isKept) {
      alternatives.get(index).add(alternative);
    }
  }

  /** A further transition does what another one does, and leads on. */
  void repeat(int index, int alternative) {
    if (isKept) {
      List<Integer> all = new ArrayList<>(alternatives.get(index));
      all.add(alternative);
      alternatives.add(all);
    }
  }

  /** What a transition of a vCPU consists of. */
  Schedule operations(int index, int vcpu) {
    return new Schedule(
        alternatives.get(index).stream()
            .map(alternative -> new Schedule.Choice(vcpu, alternative))
            .toList());
  }
}
