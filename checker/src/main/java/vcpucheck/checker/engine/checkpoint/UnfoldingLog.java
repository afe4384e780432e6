package vcpucheck.checker.engine.checkpoint;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vcpucheck.checker.engine.base.VarintBuffer;
import vcpucheck.checker.engine.property.PredicateListener;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.UnfoldingListener;
import vcpucheck.checker.model.ModelException;

/**
 * Every run of Java code in the order of the runs: what the automata, the codes of values and the
 * predicates grew from. Running the same code on the same again grows the same, number for number,
 * so that no Java object needs to be saved.
 */
final class UnfoldingLog implements UnfoldingListener, PredicateListener {
  /** Begins a predicate's entry; a vCPU's begins with its index and one. */
  private static final int PREDICATE = 0;

  private final VarintBuffer entries = new VarintBuffer();

  @Override
  public void unfolds(int vcpu, int node, int index, long result) {
    entries.add(vcpu + 1L);
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

  void save(DataOutput out) throws IOException {
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
    while (entries.position() < entries.size()) {
      tryAgain(entries, machine, properties);
    }
  }

  private static void tryAgain(
      VarintBuffer entries, MemoryMachine machine, PropertyChecker properties) {
    try {
      replay(entries, machine, properties);
    } catch (ModelException e) {
      return; /* as it did then: somebody looked ahead, and the search has not come there yet */
    }
  }

  private static void replay(
      VarintBuffer entries, MemoryMachine machine, PropertyChecker properties) {
    int first = (int) entries.read();
    if (first == PREDICATE) {
      int predicate = (int) entries.read();
      int[] codes = new int[(int) entries.read()];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (int) entries.read();
      }
      properties.rerun(predicate, codes);
    } else {
      int node = (int) entries.read();
      int index = (int) entries.read();
      machine.unfold(first - 1, node, index, entries.read());
    }
  }
}
