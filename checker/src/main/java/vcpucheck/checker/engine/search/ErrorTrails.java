package vcpucheck.checker.engine.search;

import com.google.common.primitives.ImmutableIntArray;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.CheckpointFields;
import vcpucheck.checker.engine.store.Targets;
import vcpucheck.checker.trace.Schedule;

/** What a search has found wrong. */
public final class ErrorTrails {
  /** How many low bits of a state's number tell that it is not wrong, most of the time. */
  private static final int FILTER_BITS = 16;

  private final Map<Integer, Failure> wrong = new HashMap<>();

  /** A bit for each value of those low bits: every target of a search is looked up. */
  private final long[] filter = new long[(1 << FILTER_BITS) / Long.SIZE];

  /** The highest number of a wrong state; a search that goes on is mostly beyond. */
  private int highest = -1;

  private final Set<String> violated = new TreeSet<>();
  private final Map<Place, ErrorTrail> trails = new LinkedHashMap<>();
  private @Nullable ErrorTrail cheapest;
  private long cuts;

  /**
   * Where a property is violated.
   *
   * @param vcpu the one whose operation leads into the violation; {@link #NO_VCPU} if none does
   * @param node where that vCPU is before the operation
   * @param message what is wrong, if no operation leads there; otherwise empty
   */
  public record Place(String property, int vcpu, int node, String message) {
    private static final int NO_VCPU = -1;

    static Place of(Failure failure) {
      return new Place(failure.property(), NO_VCPU, NO_VCPU, failure.message());
    }

    static Place of(Failure failure, int vcpu, int node) {
      return new Place(failure.property(), vcpu, node, "");
    }

    /** Whether an operation leads there. */
    public boolean isOperation() {
      return vcpu != NO_VCPU;
    }
  }

  /** Adds a state that is not expanded: a wrong one, or one in which an assumption fails. */
  void addWrong(int state, Failure failure) {
    put(state, failure);
    cuts += failure.isViolation() ? 0 : 1;
  }

  private void put(int state, Failure failure) {
    wrong.put(state, failure);
    filter[word(state)] |= 1L << state;
    highest = Math.max(highest, state);
  }

  private static int word(int state) {
    return (state & ((1 << FILTER_BITS) - 1)) / Long.SIZE;
  }

  /** Adds states of which it need only be known that an assumption fails in them. */
  void addCuts(long states) {
    cuts += states;
  }

  /**
   * Gives other numbers to wrong states.
   *
   * @param number the new number for each, or {@link Targets#NOWHERE} if it turned out not to be
   *     new
   * @param from the first that may get another
   */
  void renumber(int from, IntUnaryOperator number) {
    Map<Integer, Failure> before = new HashMap<>(wrong);
    wrong.keySet().removeIf(state -> state >= from);
    before.forEach(
        (state, failure) -> {
          int next = state < from ? state : number.applyAsInt(state);
          if (next != Targets.NOWHERE) {
            put(next, failure);
          } else {
            cuts -= failure.isViolation() ? 0 : 1;
          }
        });
  }

  /**
   * Subtracts from the numbers of states that are not kept.
   *
   * @param first wrong states are forgotten whose number is below this then
   * @param keep keeps a state on the way to a violation
   */
  void shift(int by, int first, IntUnaryOperator keep) {
    IntUnaryOperator kept = state -> state < 0 ? state : keep.applyAsInt(state - by);
    trails.replaceAll((place, trail) -> trail.with(kept));
    cheapest = cheapest == null ? null : cheapest.with(kept);
    Map<Integer, Failure> before = new HashMap<>(wrong);
    wrong.clear();
    before.forEach(
        (state, failure) -> {
          if (state - by >= first) {
            put(state - by, failure);
          }
        });
  }

  /** Whether a violation is the cheapest of all so far. */
  boolean isCheapest(long cost) {
    return cheapest == null || cost < cheapest.cost();
  }

  /** How many states there are in which an assumption fails. */
  long cuts() {
    return cuts;
  }

  /** Whether an assumption fails in a state. */
  boolean isCut(int state) {
    return cuts > 0 && Failure.CUT.equals(wrong(state));
  }

  /** What is wrong with a state; null if nothing is. */
  @Nullable Failure wrong(int state) {
    return isWrong(state) ? wrong.get(state) : null;
  }

  /** Whether something is wrong with a state; several threads may ask at once. */
  boolean isWrong(int state) {
    return state <= highest && (filter[word(state)] & 1L << state) != 0 && wrong.containsKey(state);
  }

  /** Whether something may be wrong with a state from a number on. */
  boolean mayBeWrongFrom(int state) {
    return highest >= state;
  }

  /** Whether something is wrong with any state. */
  boolean hasWrong() {
    return !wrong.isEmpty();
  }

  /** Whether a violation is the cheapest of its place so far. */
  boolean isNews(Place place, long cost) {
    ErrorTrail known = trails.get(place);
    return known == null || cost < known.cost();
  }

  /** Adds a violation that is not wanted but for its property. */
  void add(Failure failure) {
    violated.add(failure.property());
  }

  /** Adds a violation. */
  void add(Place place, ErrorTrail finding) {
    violated.add(finding.failure().property());
    if (isNews(place, finding.cost())) {
      trails.put(place, finding);
    }
    if (cheapest == null || finding.isCheaperThan(cheapest)) {
      cheapest = finding;
    }
  }

  /** The cheapest violation at each place, in the order in which places were found; not saved. */
  Map<Place, ErrorTrail> trails() {
    return trails;
  }

  Optional<ErrorTrail> cheapest() {
    return Optional.ofNullable(cheapest);
  }

  /** The properties found violated. */
  Set<String> violated() {
    return violated;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(wrong.size());
    for (Map.Entry<Integer, Failure> entry : wrong.entrySet()) {
      out.writeInt(entry.getKey());
      entry.getValue().save(out);
    }
    out.writeLong(cuts);
    out.writeInt(violated.size());
    for (String property : violated) {
      CheckpointFields.text(out, property);
    }
    out.writeBoolean(cheapest != null);
    if (cheapest != null) {
      save(out, cheapest);
    }
  }

  private static void save(DataOutput out, ErrorTrail finding) throws IOException {
    finding.failure().save(out);
    out.writeInt(finding.path().length());
    for (int i = 0; i < finding.path().length(); i++) {
      out.writeInt(finding.path().get(i));
    }
    out.writeInt(finding.last().choices().size());
    for (Schedule.Choice choice : finding.last().choices()) {
      out.writeInt(choice.vcpu());
      out.writeInt(choice.alternative());
    }
    out.writeLong(finding.cost());
  }

  /** Reads what was saved. */
  void restore(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      int state = in.readInt();
      put(state, Failure.restore(in));
    }
    cuts = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      violated.add(CheckpointFields.text(in));
    }
    if (in.readBoolean()) {
      cheapest = finding(in);
    }
  }

  private static ErrorTrail finding(DataInput in) throws IOException {
    Failure failure = Failure.restore(in);
    int[] path = new int[in.readInt()];
    for (int i = 0; i < path.length; i++) {
      path[i] = in.readInt();
    }
    List<Schedule.Choice> last = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      int vcpu = in.readInt();
      last.add(new Schedule.Choice(vcpu, in.readInt()));
    }
    return new ErrorTrail(
        failure, ImmutableIntArray.copyOf(path), new Schedule(last), in.readLong());
  }
}
