package vcpucheck.checker.engine.reduction;

import java.util.Arrays;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/** Accesses of a vCPU, and allocations among them, in the order in which it does them. */
final class Footprint {
  private int length;

  /** See {@link OperationTable#access}. */
  private long[] accesses = new long[8];

  private int[] alternative = new int[8];

  /** For each accessed variable, a bit that it may share with others. */
  private long accessed;

  /** The same for each variable that is written. */
  private long written;

  int length() {
    return length;
  }

  int variable(int index) {
    return OperationTable.variableOf(accesses[index]);
  }

  boolean isPlain(int index) {
    return OperationTable.isPlain(accesses[index]);
  }

  void clear() {
    length = 0;
    accessed = 0;
    written = 0;
  }

  /** Which of its outcomes an operation has. */
  int alternative(int index) {
    return alternative[index];
  }

  /**
   * Adds an operation that conflicts with none of other vCPUs.
   *
   * @param outcome which of its outcomes it has
   */
  void addPrivate(int outcome) {
    add(0, outcome);
  }

  private void add(long access, int outcome) {
    if (length == accesses.length) {
      accesses = Arrays.copyOf(accesses, length * 2);
      alternative = Arrays.copyOf(alternative, length * 2);
    }
    accesses[length] = access;
    alternative[length++] = outcome;
  }

  /** Adds the access that a node of a program does. */
  void add(OperationTable code, int node) {
    long access = code.access(node);
    long bit = 1L << OperationTable.variableOf(access);
    accessed |= bit;
    written |= OperationTable.writes(access) ? bit : 0;
    add(access, 0);
  }

  /** Whether some of these may conflict with some of another's: mostly not, and quickly told. */
  boolean mayConflict(Footprint other) {
    return ((accessed & other.written) | (written & other.accessed)) != 0;
  }

  /** The same, if there are others beside these and beside the other's. */
  boolean mayConflict(Footprint beside, Footprint other, Footprint besideOther) {
    long mine = accessed | beside.accessed;
    long others = other.accessed | besideOther.accessed;
    return ((mine & (other.written | besideOther.written)) | ((written | beside.written) & others))
        != 0;
  }

  /** The first of another's accesses that conflicts with one of these, or -1. */
  int conflict(int index, Footprint other) {
    for (int j = 0; j < other.length; j++) {
      if (OperationTable.conflict(accesses[index], other.accesses[j])) {
        return j;
      }
    }
    return -1;
  }

  /** A variable for which some of these and of another's accesses conflict, or none. */
  int conflict(Footprint other) {
    for (int i = 0; mayConflict(other) && i < length; i++) {
      if (conflict(i, other) >= 0) {
        return variable(i);
      }
    }
    return Variables.NONE;
  }
}
