package vcpucheck.checker.engine.cluster;

import java.util.List;
import vcpucheck.checker.engine.cluster.runs.StateCursor;

/** Goes through states that are in memory, and are to be expanded. */
final class ListCursor implements StateCursor {
  private final List<long[]> states;
  private int at = -1;

  ListCursor(List<long[]> states) {
    this.states = states;
  }

  @Override
  public boolean advance() {
    return ++at < states.size();
  }

  @Override
  public long key() {
    return 0;
  }

  @Override
  public void take(long[] target) {
    System.arraycopy(states.get(at), 0, target, 0, target.length);
  }
}
