package vcpucheck.checker.machine.operation;

import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
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
    LOAD(Trait.ACCESS, Trait.RETURNS_VALUE),
    /** Writes a. */
    STORE(Trait.ACCESS, Trait.WRITES),
    /** Writes a; the result is the value before. */
    SWAP(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Writes b if the value is a; the result is 1 if so, else 0. */
    COMPARE_AND_SET(Trait.ACCESS, Trait.WRITES),
    /** Writes b if the value is a; the result is the value before. */
    COMPARE_AND_EXCHANGE(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Adds a (32-bit); the result is the value before. */
    GET_AND_ADD_INT(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Adds a (64-bit); the result is the value before. */
    GET_AND_ADD_LONG(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Adds a (32-bit). */
    ADD_INT(Trait.ACCESS, Trait.WRITES),
    /** Adds a (64-bit). */
    ADD_LONG(Trait.ACCESS, Trait.WRITES),
    /** Keeps the bits of a. */
    AND(Trait.ACCESS, Trait.WRITES),
    /** Sets the bits of a. */
    OR(Trait.ACCESS, Trait.WRITES),
    /** Inverts the bits of a. */
    XOR(Trait.ACCESS, Trait.WRITES),
    /** Clears the bits of a. */
    AND_NOT(Trait.ACCESS, Trait.WRITES),
    /** Keeps the bits of a; the result is the value before. */
    GET_AND_AND(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Sets the bits of a; the result is the value before. */
    GET_AND_OR(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Inverts the bits of a; the result is the value before. */
    GET_AND_XOR(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Clears the bits of a; the result is the value before. */
    GET_AND_CLEAR(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Sets the bits of a; the result is 1 if one was set before, else 0. */
    TEST_AND_SET(Trait.ACCESS, Trait.WRITES),
    /** Clears the bits of a; the result is 1 if one was set before, else 0. */
    TEST_AND_CLEAR(Trait.ACCESS, Trait.WRITES),
    /** Adds a (32-bit) unless the value is b; the result is the value before. */
    ADD_UNLESS_INT(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Adds a (64-bit) unless the value is b; the result is the value before. */
    ADD_UNLESS_LONG(Trait.ACCESS, Trait.WRITES, Trait.RETURNS_VALUE),
    /** Waits until the value is a. */
    AWAIT(Trait.WAITS),
    /** Waits until the value is not a; the result is the value. */
    AWAIT_NOT(Trait.RETURNS_VALUE, Trait.WAITS),
    /** The result is the function numbered a of the value. */
    PROJECT(Trait.ACCESS),
    /** Writes the function numbered a of the value. */
    UPDATE(Trait.ACCESS, Trait.WRITES),
    /** Waits until the lock is free and takes it. */
    LOCK(Trait.WRITES, Trait.WAITS),
    /** Takes the lock if it is free; the result is 1 if so, else 0. */
    TRY_LOCK(Trait.WRITES),
    /** Releases a lock that the vCPU holds. */
    UNLOCK(Trait.WRITES),
    /** Allocates from slab a; the result is the slot's object number, or null's. */
    ALLOC,
    /** Frees the slot whose life variable this is on. */
    FREE(Trait.WRITES),
    /** Chooses; the result is below a. */
    CHOOSE,
    /** A fence; a is the number of its {@link vcpucheck.checker.memory.Fence}. */
    FENCE,
    /** Stops with violation number a. */
    FAIL;

    /** What operations have in common. */
    private enum Trait {
      /** Reads or writes a variable without waiting. */
      ACCESS,
      /** May write its variable. */
      WRITES,
      /** The result is a value of its variable. */
      RETURNS_VALUE,
      /** May have to wait for another vCPU. */
      WAITS
    }

    private final boolean isAccess;
    private final boolean writes;
    private final boolean returnsValue;
    private final boolean waits;

    Kind(Trait... traits) {
      List<Trait> all = List.of(traits);
      isAccess = all.contains(Trait.ACCESS);
      writes = all.contains(Trait.WRITES);
      returnsValue = all.contains(Trait.RETURNS_VALUE);
      waits = all.contains(Trait.WAITS);
    }

    /** Whether the operation reads or writes a variable without waiting. */
    public boolean isAccess() {
      return isAccess;
    }

    /** Whether a lock is taken, tried or released. */
    public boolean isOfLock() {
      return this == LOCK || this == TRY_LOCK || this == UNLOCK;
    }

    /** Whether the operation may write its variable. */
    public boolean writes() {
      return writes;
    }

    /** Whether the operation may have to wait for another vCPU. */
    public boolean waits() {
      return waits;
    }

    /** Whether the operation's result is a value of its variable. */
    public boolean returnsValue() {
      return returnsValue;
    }
  }

  /** The operation after the end. */
  public static final Op END = new Op(Kind.END, Variables.NONE, 0, 0, null);

  /** Writes all of it. */
  void describe(DataOutput out) throws IOException {
    out.writeUTF(kind.name());
    out.writeInt(variable);
    out.writeLong(a);
    out.writeLong(b);
    out.writeUTF(access == null ? "" : access.name());
  }

  /** Whether it is a plain access, which must not race. */
  public boolean isPlain() {
    return access == Access.PLAIN;
  }

  /** As {@link #equals}, which takes long before it has been compiled. */
  public boolean is(Op other) {
    return kind == other.kind
        && variable == other.variable
        && a == other.a
        && b == other.b
        && access == other.access;
  }
}
