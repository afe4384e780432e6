package vcpucheck.checker.machine;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;

/**
 * An operation that a vCPU wants to do next. Two operations are the same if they are equal.
 *
 * @param kind what it does
 * @param variable the variable it is on, or {@link Variables#NONE}
 * @param a first operand: see {@link Kind}
 * @param b second operand
 * @param access its ordering; null for operations that are no accesses
 */
public record Op(Kind kind, int variable, long a, long b, @Nullable Access access) {
  /** What an operation does. */
  public enum Kind {
    /** The program has ended. */
    END,
    /** Reads; the result is the value. */
    LOAD,
    /** Writes a. */
    STORE,
    /** Writes a; the result is the value before. */
    SWAP,
    /** Writes b if the value is a; the result is 1 if so, else 0. */
    COMPARE_AND_SET,
    /** Writes b if the value is a; the result is the value before. */
    COMPARE_AND_EXCHANGE,
    /** Adds a (32-bit); the result is the value before. */
    GET_AND_ADD_INT,
    /** Adds a (64-bit); the result is the value before. */
    GET_AND_ADD_LONG,
    /** Adds a (32-bit). */
    ADD_INT,
    /** Adds a (64-bit). */
    ADD_LONG,
    /** Adds a (32-bit) unless the value is b; the result is the value before. */
    ADD_UNLESS_INT,
    /** Adds a (64-bit) unless the value is b; the result is the value before. */
    ADD_UNLESS_LONG,
    /** Waits until the value is a. */
    AWAIT,
    /** Waits until the value is not a; the result is the value. */
    AWAIT_NOT,
    /** The result is the function numbered a of the value. */
    PROJECT,
    /** Writes the function numbered a of the value. */
    UPDATE,
    /** Waits until the lock is free and takes it. */
    LOCK,
    /** Takes the lock if it is free; the result is 1 if so, else 0. */
    TRY_LOCK,
    /** Releases a lock that the vCPU holds. */
    UNLOCK,
    /** Allocates from slab a; the result is the slot's object number, or null's. */
    ALLOC,
    /** Frees the slot whose life variable this is on. */
    FREE,
    /** Chooses; the result is below a. */
    CHOOSE,
    /** A fence; a is the number of its {@link vcpucheck.checker.memory.Fence}. */
    FENCE,
    /** Stops with violation number a. */
    FAIL;

    /** Whether the operation may write its variable. */
    public boolean writes() {
      return switch (this) {
        case STORE,
            SWAP,
            COMPARE_AND_SET,
            COMPARE_AND_EXCHANGE,
            GET_AND_ADD_INT,
            GET_AND_ADD_LONG,
            ADD_INT,
            ADD_LONG,
            ADD_UNLESS_INT,
            ADD_UNLESS_LONG,
            UPDATE,
            LOCK,
            TRY_LOCK,
            UNLOCK,
            FREE ->
            true;
        default -> false;
      };
    }

    /** Whether the operation may have to wait for another vCPU. */
    public boolean waits() {
      return this == LOCK || this == AWAIT || this == AWAIT_NOT;
    }

    /** Whether the operation's result is a value of its variable. */
    public boolean returnsValue() {
      return switch (this) {
        case LOAD,
            SWAP,
            COMPARE_AND_EXCHANGE,
            GET_AND_ADD_INT,
            GET_AND_ADD_LONG,
            ADD_UNLESS_INT,
            ADD_UNLESS_LONG,
            AWAIT_NOT ->
            true;
        default -> false;
      };
    }
  }

  /** The operation after the end. */
  public static final Op END = new Op(Kind.END, Variables.NONE, 0, 0, null);

  /** Whether it is a plain access, which must not race. */
  public boolean isPlain() {
    return access == Access.PLAIN;
  }
}
