package vcpucheck.checker.engine.reduction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Transitions;

/** The ways in which the blocks of one vCPU begin, from one state: by what can be put off. */
final class Starts {
  /** How many states they may come to. */
  private static final int MOST = 64;

  private final Deque<Start> open = new ArrayDeque<>();
  private final List<long[]> seen = new ArrayList<>();
  private final boolean mayDelay;
  private @Nullable Start roundabout;

  /** A way to begin. */
  static final class Start {
    private final long[] state;
    private final List<Integer> alternatives;

    private Start(long[] state, List<Integer> alternatives) {
      this.state = state;
      this.alternatives = alternatives;
    }

    /** Where it leads. */
    long[] state() {
      return state;
    }

    /** The outcomes of the operations that lead there. */
    List<Integer> alternatives() {
      return alternatives;
    }

    /** Whether something was put off. */
    boolean isBehind() {
      return !alternatives.isEmpty();
    }
  }

  /**
   * Begins.
   *
   * @param state from the first word on
   * @param words how many it has
   * @param mayDelay whether anything may be put off
   */
  Starts(long[] state, int words, boolean mayDelay) {
    this.mayDelay = mayDelay;
    long[] begin = Arrays.copyOf(state, words);
    seen.add(begin);
    open.add(new Start(begin, List.of()));
  }

  boolean hasMore() {
    return !open.isEmpty();
  }

  /** The next one; it is not told again. */
  Start next() {
    return open.pop();
  }

  /**
   * Whether one may go on by what is put off.
   *
   * @param room for how many transitions there is room
   */
  boolean mayGoOn(int room) {
    return mayDelay && seen.size() < MOST && open.size() < room;
  }

  /** One goes on by an operation that is put off, unless it comes to where one has been. */
  void add(Start before, Transitions step, int index) {
    int offset = step.offset(index);
    int words = before.state().length;
    long[] state = Arrays.copyOfRange(step.states(), offset, offset + words);
    List<Integer> alternatives = new ArrayList<>(before.alternatives());
    alternatives.add(step.alternative(index));
    Start after = new Start(state, alternatives);
    if (seen.stream().noneMatch(other -> Arrays.equals(other, state))) {
      seen.add(state);
      open.push(after);
    } else {
      roundabout = after;
    }
  }

  /** One that comes to where another one has been, if there is one. */
  Optional<Start> roundabout() {
    return Optional.ofNullable(roundabout);
  }
}
