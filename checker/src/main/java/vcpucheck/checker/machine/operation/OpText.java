package vcpucheck.checker.machine.operation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.model.HistoryEvent;
import vcpucheck.checker.trace.History;

/** Operations as text, for reports. */
public final class OpText {
  private OpText() {}

  /** An operation: "load (acquire) optee_domain.call_count", or an event of a history. */
  public static String of(Op op, Variables variables) {
    if (op.kind() == Op.Kind.END) {
      return "end";
    }
    if (function(op, variables) instanceof HistoryEvent event) {
      return (event.isCall() ? History.CALL : History.RETURN) + event.text();
    }
    return verb(op) + " " + object(op, variables);
  }

  private static @Nullable Object function(Op op, Variables variables) {
    return op.kind() == Op.Kind.UPDATE ? variables.values().object(op.a()) : null;
  }

  /** What an operation does: "load (acquire)". */
  public static String verb(Op op) {
    Access access = op.access();
    String mode =
        access == null || access == Access.PLAIN || op.kind().isOfLock()
            ? ""
            : " (" + access.name().toLowerCase(Locale.ROOT) + ")";
    return word(op) + mode;
  }

  private static String word(Op op) {
    return switch (op.kind()) {
      case END -> "end";
      case LOAD, PROJECT -> "load";
      case STORE, UPDATE -> "store";
      case SWAP -> "swap";
      case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> "compare-and-swap";
      case GET_AND_ADD_INT, GET_AND_ADD_LONG, ADD_INT, ADD_LONG -> "add";
      case ADD_UNLESS_INT, ADD_UNLESS_LONG -> "add-unless";
      case AND, GET_AND_AND -> "and";
      case OR, GET_AND_OR -> "or";
      case XOR, GET_AND_XOR -> "xor";
      case AND_NOT, GET_AND_CLEAR -> "clear";
      case TEST_AND_SET -> "test-and-set";
      case TEST_AND_CLEAR -> "test-and-clear";
      case AWAIT, AWAIT_NOT -> "wait for";
      case LOCK -> "lock";
      case TRY_LOCK -> "try-lock";
      case UNLOCK -> "unlock";
      case ALLOC -> "alloc";
      case FREE -> "free";
      case CHOOSE -> "choose";
      case FENCE -> "fence";
      case FAIL -> "fail";
    };
  }

  /** What an operation is on: "optee_domain.call_count". */
  public static String object(Op op, Variables variables) {
    return switch (op.kind()) {
      case ALLOC -> variables.heap((int) op.a()).name();
      case CHOOSE -> variables.objectText(op.b());
      case FENCE -> variables.objectText(op.a()).toLowerCase(Locale.ROOT);
      default -> variables.variable(op.variable()).name();
    };
  }

  /**
   * What came of an operation.
   *
   * @param before the variable's value before
   * @param after the variable's value after
   * @param result the operation's result
   */
  public static String outcome(Op op, long before, long after, long result, Variables variables) {
    int variable = op.variable();
    String from = variables.text(variable, before);
    String to = variables.text(variable, after);
    return switch (op.kind()) {
      case LOAD, AWAIT, AWAIT_NOT -> from;
      case PROJECT -> variables.objectText(result);
      case STORE -> to;
      case UPDATE ->
          function(op, variables) instanceof HistoryEvent
              ? ""
              : variables.objectText(op.a()) + " gives " + to;
      case LOCK, UNLOCK, FENCE, FREE, END, FAIL -> "";
      case TRY_LOCK -> result == 0 ? "refused" : "taken";
      case ALLOC -> result == 0 ? "null: the allocation fails" : variables.objectText(result);
      case CHOOSE -> result + " of " + op.a();
      case COMPARE_AND_SET, COMPARE_AND_EXCHANGE ->
          before == op.a()
              ? from + " -> " + to
              : from + " is not " + variables.text(variable, op.a());
      default -> before == after ? from : from + " -> " + to;
    };
  }
}
