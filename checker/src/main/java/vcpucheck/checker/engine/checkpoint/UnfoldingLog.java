package vcpucheck.checker.engine.checkpoint;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.base.VarintBuffer;
import vcpucheck.checker.engine.property.PredicateListener;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.UnfoldingListener;
import vcpucheck.checker.machine.state.Asymmetry;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.model.ModelException;

/**
 * Every run of Java code in the order of the runs: what the automata, the codes of values and the
 * predicates grew from. Running the same code on the same again grows the same, number for number,
 * so that no Java object needs to be saved.
 */
public final class UnfoldingLog
    implements UnfoldingListener, PredicateListener, HeapSymmetry.Listener {
  /** Begins a predicate's entry. */
  private static final int PREDICATE = 0;

  /** Begins the entry of a node's image under a permutation of slots. */
  private static final int IMAGE = 1;

  /** Begins the entry of a code's image. */
  private static final int CODE = 2;

  /** Begins the entry of vCPU 0; those of others have larger numbers. */
  private static final int VCPU = 3;

  private final VarintBuffer entries = new VarintBuffer();

  @Override
  public void unfolds(int vcpu, int node, int index, long result) {
    entries.add((long) VCPU + vcpu);
    entries.add(node);
    entries.add(index);
    entries.add(result);
  }

  @Override
  public void ran(int predicate, int[] codes) {
    entries.add(PREDICATE);
    entries.add(predicate);
    entries.add(codes.length);
    for (int code : codes) {
      entries.add(code);
    }
  }

  @Override
  public void unfoldsImage(int vcpu, int node, int[] from, int[] to) {
    entries.add(IMAGE);
    entries.add(vcpu);
    entries.add(node);
    addMap(from, to);
  }

  @Override
  public void mapsCode(int variable, int code, int[] from, int[] to) {
    entries.add(CODE);
    entries.add(variable);
    entries.add(code);
    addMap(from, to);
  }

  private void addMap(int[] from, int[] to) {
    entries.add(from.length);
    for (int i = 0; i < from.length; i++) {
      entries.add(from[i]);
      entries.add(to[i]);
    }
  }

  public void save(DataOutput out) throws IOException {
    entries.save(out);
  }

  /**
   * Reads what was saved and runs it again.
   *
   * @throws RuntimeException of any kind, if the code is not the same
   */
  static void replay(DataInput in, MemoryMachine machine, PropertyChecker properties)
      throws IOException {
    VarintBuffer entries = new VarintBuffer();
    entries.restore(in);
    replay(entries, entries.size(), machine, properties);
  }

  /**
   * Runs again what was logged.
   *
   * @param end up to where, as {@link #size} told it
   * @param machine of a model built anew, as are the properties
   * @throws RuntimeException of any kind, if the code is not the same
   */
  public void replay(long end, MemoryMachine machine, PropertyChecker properties) {
    entries.seek(0);
    replay(entries, end, machine, properties);
  }

  /** Where the next entry begins. */
  public long size() {
    return entries.size();
  }

  /**
   * Runs again what was saved, from where the entries are read next.
   *
   * @param end where to stop
   * @throws RuntimeException of any kind, if the code is not the same
   */
  public static void replay(
      VarintBuffer entries, long end, MemoryMachine machine, PropertyChecker properties) {
    while (entries.position() < end) {
      tryAgain(entries, machine, properties);
    }
  }

  private static void tryAgain(
      VarintBuffer entries, MemoryMachine machine, PropertyChecker properties) {
    try {
      replayNext(entries, machine, properties);
    } catch (ModelException | Asymmetry e) {
      return; /* as it did then: somebody looked ahead, and the search has not come there yet */
    }
  }

  private static void replayNext(
      VarintBuffer entries, MemoryMachine machine, PropertyChecker properties) {
    int kind = (int) entries.read();
    int subject = kind < VCPU ? (int) entries.read() : kind - VCPU;
    switch (kind) {
      case PREDICATE -> properties.rerun(subject, numbers(entries, (int) entries.read()));
      case IMAGE, CODE -> replayImage(kind, subject, entries, machine.codec());
      default -> {
        int node = (int) entries.read();
        int index = (int) entries.read();
        machine.unfold(subject, node, index, entries.read());
      }
    }
  }

  private static void replayImage(int kind, int subject, VarintBuffer entries, StateCodec codec) {
    HeapSymmetry heap = codec.heap().orElseThrow();
    int number = (int) entries.read();
    int[] map = numbers(entries, 2 * (int) entries.read());
    int[] from = IntStream.range(0, map.length / 2).map(i -> map[2 * i]).toArray();
    int[] to = IntStream.range(0, map.length / 2).map(i -> map[2 * i + 1]).toArray();
    if (kind == IMAGE) {
      heap.unfoldImage(subject, number, from, to);
    } else {
      heap.mapCode(subject, number, from, to);
    }
  }

  private static int[] numbers(VarintBuffer entries, int count) {
    return IntStream.generate(() -> (int) entries.read()).limit(count).toArray();
  }
}
