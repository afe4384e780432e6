package vcpucheck.checker.engine.automaton;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.model.ModelException;

/** Lets a property read one state, and remembers what it read, in order. */
public final class StateReader implements OperationHandler {
  /** A property that reads more, goes round in circles. */
  private static final int MOST_READS = 100_000;

  private final Variables variables;
  private final IntUnaryOperator codes;
  private final Set<Integer> read = new LinkedHashSet<>();
  private final BitSet indexed = new BitSet();
  private final Map<Integer, BitSet> taken = new TreeMap<>();
  private int reads;

  /**
   * Makes an observation.
   *
   * @param codes the code of each variable in the state
   */
  public StateReader(Variables variables, IntUnaryOperator codes) {
    this.variables = variables;
    this.codes = codes;
  }

  @Override
  public long perform(Op op) {
    if (op.kind() != Op.Kind.LOAD && op.kind() != Op.Kind.PROJECT) {
      throw new ModelException(
          "a property only reads: operation="
              + op.kind()
              + ", variable="
              + variables.variable(op.variable()).name());
    }
    if (++reads > MOST_READS) {
      throw new ModelException(
          "a property must come to an end: it has read "
              + MOST_READS
              + " values of one state; look for a list that leads back into itself");
    }
    read.add(op.variable());
    int code = codes.applyAsInt(op.variable());
    return Semantics.result(op, variables.decode(op.variable(), code), variables);
  }

  void asksForIndex(int slab) {
    indexed.set(slab);
  }

  void takesSlot(int slab, int index) {
    taken.computeIfAbsent(slab, any -> new BitSet()).set(index);
  }

  /**
   * Notes which slabs' slots have been told apart: those of which numbers, or some slots but not
   * all, have been asked for. To be called when nothing was found wrong, for a property that looks
   * at all slots may stop at the first that is wrong.
   *
   * @param reader what reads, to be told of
   */
  public void tellApart(String reader) {
    indexed.stream()
        .forEach(slab -> variables.tellApart(slab, reader + " asks for the numbers of slots"));
    taken.forEach(
        (slab, some) -> {
          if (some.cardinality() < variables.heap(slab).capacity()) {
            variables.tellApart(slab, reader + " looks at some slots and not at all");
          }
        });
  }

  /** The variables read so far, each once, in the order of the first reads. */
  public Set<Integer> read() {
    return read;
  }
}
