package vcpucheck.checker.memory;

/** A read-modify-write of a number: what it makes of the value before and its operand. */
public enum NumberUpdate {
  /** The operand. */
  SET,
  /** The sum, wrapping at 32 bits. */
  ADD_INT,
  /** The sum, wrapping at 64 bits. */
  ADD_LONG,
  /** The bits of both. */
  AND,
  /** The bits of one or both. */
  OR,
  /** The bits of one. */
  XOR,
  /** The bits of the value that the operand lacks. */
  AND_NOT;

  /** The value after the update. */
  public long apply(long before, long operand) {
    return switch (this) {
      case SET -> operand;
      case ADD_INT -> (int) (before + operand);
      case ADD_LONG -> before + operand;
      case AND -> before & operand;
      case OR -> before | operand;
      case XOR -> before ^ operand;
      case AND_NOT -> before & ~operand;
    };
  }
}
