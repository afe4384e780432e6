package vcpucheck.checker.engine.frontier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.engine.base.UnaryDegrees;

/** The way to each state, whether its parent's children were added one by one or all at once. */
final class LoudsParentsTest {
  private static final int STATES = 20_000;

  /** States that are added at once. */
  private static final int SLICE = 100;

  private final List<Integer> parents = new ArrayList<>(List.of(0));

  private static int children(Random random, int most) {
    return random.nextInt(8) == 0 ? random.nextInt(most + 1) : random.nextInt(3);
  }

  private int[] path(int state) {
    List<Integer> way = new ArrayList<>();
    for (int at = state; at != 0; at = parents.get(at)) {
      way.add(0, at);
    }
    way.add(0, 0);
    return way.stream().mapToInt(Integer::intValue).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 64, 300})
  void ways_are_those_that_were_added(int most) {
    Random random = new Random(most);
    LoudsParents known = new LoudsParents();
    UnaryDegrees slice = new UnaryDegrees();
    int state = 0;
    while (state < STATES) {
      boolean isAtOnce = random.nextBoolean();
      slice.clear();
      for (int end = state + SLICE; state < end; state++) {
        int children = state < SLICE ? 2 : children(random, most);
        for (int child = 0; child < children; child++) {
          parents.add(state);
          if (!isAtOnce) {
            known.addChild();
          }
        }
        if (isAtOnce) {
          slice.add(children);
        } else {
          known.endChildren();
        }
      }
      known.add(slice);
    }
    assertEquals(parents.size(), known.size());
    for (int some = 0; some < parents.size(); some += 1 + random.nextInt(50)) {
      assertArrayEquals(path(some), known.path(some));
    }
  }
}
