package vcpucheck.checker.machine;

import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;

/** What operations on one variable do to its value, whatever the memory model. */
public final class Semantics {
  private Semantics() {}

  /** Whether an operation has to wait while its variable has a value. */
  public static boolean isBlocked(Op op, long value) {
    return switch (op.kind()) {
      case LOCK -> value != 0;
      case AWAIT -> value != op.a();
      case AWAIT_NOT -> value == op.a();
      default -> false;
    };
  }

  /** The value after an operation. */
  public static long after(Op op, long value, Variables variables) {
    return switch (op.kind()) {
      case STORE, SWAP -> op.a();
      case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> value == op.a() ? op.b() : value;
      case GET_AND_ADD_INT, ADD_INT -> (int) (value + op.a());
      case GET_AND_ADD_LONG, ADD_LONG -> value + op.a();
      case ADD_UNLESS_INT -> value == op.b() ? value : (int) (value + op.a());
      case ADD_UNLESS_LONG -> value == op.b() ? value : value + op.a();
      case AND, GET_AND_AND -> value & op.a();
      case OR, GET_AND_OR, TEST_AND_SET -> value | op.a();
      case XOR, GET_AND_XOR -> value ^ op.a();
      case AND_NOT, GET_AND_CLEAR, TEST_AND_CLEAR -> value & ~op.a();
      case UPDATE -> variables.apply(op.a(), value);
      case LOCK, TRY_LOCK -> 1;
      case UNLOCK -> 0;
      default -> value;
    };
  }

  /** Whether an operation that finds a value writes, the same value perhaps. */
  public static boolean writes(Op op, long value) {
    return switch (op.kind()) {
      case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> value == op.a();
      case ADD_UNLESS_INT, ADD_UNLESS_LONG -> value != op.b();
      case TRY_LOCK -> value == 0;
      default -> op.kind().writes();
    };
  }

  /** The result of an operation that finds a value. */
  public static long result(Op op, long value, Variables variables) {
    if (op.kind().returnsValue()) {
      return value;
    }
    return switch (op.kind()) {
      case COMPARE_AND_SET -> value == op.a() ? 1 : 0;
      case TRY_LOCK -> value == 0 ? 1 : 0;
      case TEST_AND_SET, TEST_AND_CLEAR -> (value & op.a()) != 0 ? 1 : 0;
      case PROJECT -> variables.apply(op.a(), value);
      default -> 0;
    };
  }
}
