package vcpucheck.checker.engine.search;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vcpucheck.checker.engine.store.ExactStore;
import vcpucheck.checker.engine.store.StateArena;
import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.state.Canonicalizer;
import vcpucheck.checker.model.Model;

/** What the search does with each state; all code is unfolded before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class SearchBenchmark {
  private static final int STATES = 1 << 17;

  /** A program whose states are short, and one whose states are longer. */
  public enum Subject {
    CAS_COUNTER,
    HARRIS_MICHAEL_SET;

    private Model model() {
      return switch (this) {
        case CAS_COUNTER -> new CasCounter(4, 4);
        case HARRIS_MICHAEL_SET -> new HarrisMichaelSet(3, true);
      };
    }
  }

  /** Which program. */
  @Param public Subject subject;

  private MemoryMachine machine;
  private Canonicalizer canonicalizer;
  private StateStore store;
  private StateIndex index;
  private Batch batch;
  private final Transitions transitions = new Transitions();

  /** The first states of the search, one after the other. */
  private long[] states;

  /** The same, so that none is near the one before. */
  private long[] shuffled;

  /** The same, in which twins are sorted. */
  private long[] sorted;

  /** Visits every state, breadth first. */
  @Setup
  public void explore() {
    BuiltModel built = BuiltModel.of(subject.model());
    machine = built.machine();
    canonicalizer = machine.codec().canonicalizer(true, false);
    store = new ExactStore(machine.codec(), new StateArena(machine.codec()));
    index = new StateIndex(store, 1);
    index.put(machine.start(), 0);
    batch = built.batch(store, index);
    for (int from = 0; from < store.size(); ) {
      int end = Math.min(store.size(), from + Batch.STATES);
      batch.run(from, end, state -> false);
      from = end;
    }
    copy();
  }

  private void copy() {
    int words = machine.codec().layout().words();
    states = new long[STATES * words];
    shuffled = new long[STATES * words];
    List<Integer> order = IntStream.range(0, STATES).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new Random(1));
    long[] state = new long[words];
    for (int number = 0; number < STATES; number++) {
      store.take(number, state);
      System.arraycopy(state, 0, states, number * words, words);
      System.arraycopy(state, 0, shuffled, order.get(number) * words, words);
    }
    sorted = states.clone();
  }

  /** The hash by which a state is found. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public long hash() {
    int words = machine.codec().layout().words();
    long sum = 0;
    for (int state = 0; state < STATES; state++) {
      sum += store.hash(states, state * words);
    }
    return sum;
  }

  /** Looking up a state that is known, one at a time, far from the one before. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public long findKnown() {
    int words = machine.codec().layout().words();
    long sum = 0;
    for (int state = 0; state < STATES; state++) {
      sum += index.put(shuffled, state * words);
    }
    return sum;
  }

  /** Looking up a state that is new, and keeping it, one at a time; growth included. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public int addNew() {
    int words = machine.codec().layout().words();
    StateStore fresh = new ExactStore(machine.codec(), new StateArena(machine.codec()));
    StateIndex freshIndex = new StateIndex(fresh, 1);
    for (int state = 0; state < STATES; state++) {
      freshIndex.put(states, state * words);
    }
    return fresh.size();
  }

  /** The transitions of a state. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public long expand() {
    int words = machine.codec().layout().words();
    long sum = 0;
    for (int state = 0; state < STATES; state++) {
      machine.expand(states, state * words, transitions);
      sum += transitions.count();
    }
    return sum;
  }

  /** The inner loop as a whole, where everything that a state leads to is known. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public int runBatches() {
    for (int from = 0; from < STATES; from += Batch.STATES) {
      batch.run(from, from + Batch.STATES, state -> false);
    }
    return store.size();
  }

  /** Sorting the nodes of twins, where that is done already. */
  @Benchmark
  @OperationsPerInvocation(STATES)
  public long[] sortTwins() {
    int words = machine.codec().layout().words();
    for (int state = 0; state < STATES; state++) {
      canonicalizer.canonicalize(sorted, state * words, true);
    }
    return sorted;
  }
}
