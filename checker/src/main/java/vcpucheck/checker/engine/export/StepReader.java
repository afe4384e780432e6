package vcpucheck.checker.engine.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vcpucheck.checker.machine.Effects;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.Slab;

/** What is remembered of a program's operations, as steps under sequential consistency. */
final class StepReader {
  private final Variables variables;
  private final OperationTable table;

  StepReader(Variables variables, OperationTable table) {
    this.variables = variables;
    this.table = table;
  }

  /**
   * The steps of a node.
   *
   * @param index which effect: of the variable's code, or which outcome
   */
  List<Step> read(int node, int index) {
    long effect = table.effect(node, index);
    int next = Effects.next(effect);
    return switch (table.shape(node)) {
      case OperationTable.TABLE ->
          effect == Effects.WAITS
              ? List.of()
              : List.of(access(table.variable(node), table.slot(node), index, effect));
      case OperationTable.CHOOSE -> List.of(new Step("true", List.of(), List.of(), next, false));
      case OperationTable.ALLOC ->
          index == 0
              ? failures(next)
              : List.of(alloc(variables.heap((int) table.op(node).a()), index - 1, next));
      case OperationTable.FREE -> List.of(free(table.variable(node), next));
      default -> List.of();
    };
  }

  private static Step access(int variable, int slot, int before, long effect) {
    String there = variable == Variables.NONE ? "true" : is(variable, before);
    String guard = slot == Variables.NONE ? there : is(slot, Variables.ALLOCATED) + " && " + there;
    int after = Effects.code(effect);
    boolean isSame = after == before;
    return new Step(
        guard,
        isSame ? List.of() : List.of(becomes(variable, after)),
        isSame ? List.of() : List.of(variable),
        Effects.next(effect),
        true);
  }

  /** An allocation that fails: one step for each number of failures that there may still be. */
  private List<Step> failures(int next) {
    int budget = variables.budget();
    return IntStream.range(0, variables.codes(budget))
        .filter(code -> variables.decode(budget, code) > 0)
        .mapToObj(
            code ->
                new Step(
                    is(budget, code),
                    List.of(
                        becomes(
                            budget, variables.encode(budget, variables.decode(budget, code) - 1))),
                    List.of(budget),
                    next,
                    false))
        .toList();
  }

  /** The lowest slot that is free. */
  private static Step alloc(Variables.Heap slab, int slot, int next) {
    List<String> guard = new ArrayList<>();
    for (int lower = 0; lower < slot; lower++) {
      guard.add("v" + slab.life().get(lower) + " != " + Variables.FREE);
    }
    int life = slab.life().get(slot);
    guard.add(is(life, Variables.FREE));
    return new Step(
        String.join(" && ", guard),
        List.of(becomes(life, Variables.ALLOCATED)),
        parts(slab, slot),
        next,
        false);
  }

  private Step free(int life, int next) {
    Variables.Heap slab = variables.heapOfSlot(life);
    int slot = slab.life().indexOf(life);
    boolean isReused = slab.reuse() != Slab.Reuse.NEVER;
    Stream<String> cleared =
        IntStream.range(slab.first().get(slot), slab.end().get(slot))
            .mapToObj(field -> becomes(field, 0));
    String freed = becomes(life, isReused ? Variables.FREE : Variables.DEAD);
    return new Step(
        is(life, Variables.ALLOCATED),
        Stream.concat(cleared, Stream.of(freed)).toList(),
        parts(slab, slot),
        next,
        false);
  }

  /** A slot's life and fields. */
  private static List<Integer> parts(Variables.Heap slab, int slot) {
    return Stream.concat(
            Stream.of(slab.life().get(slot)),
            IntStream.range(slab.first().get(slot), slab.end().get(slot)).boxed())
        .toList();
  }

  private static String is(int variable, int code) {
    return "v" + variable + " == " + code;
  }

  private static String becomes(int variable, int code) {
    return "v" + variable + " = " + code;
  }
}
