package vcpucheck.checker.engine.reduction;

import java.util.Arrays;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/** Accesses of a vCPU, and allocations among them, in the order in which it does them. */
final class Footprint {
  private int length;
  private int[] variable = new int[8];
  private boolean[] writes = new boolean[8];
  private boolean[] plain = new boolean[8];
  private int[] alternative = new int[8];

  /** For each accessed variable, a bit that it may share with others. */
  private long accessed;

  /** The same for each variable that is written. */
  private long written;

  int length() {
    return length;
  }

  int variable(int index) {
    return variable[index];
  }

  boolean isPlain(int index) {
    return plain[index];
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
    ensureRoom();
    variable[length] = Variables.NONE;
    writes[length] = false;
    plain[length] = false;
    alternative[length++] = outcome;
  }

  private void ensureRoom() {
    if (length == variable.length) {
      variable = Arrays.copyOf(variable, length * 2);
      writes = Arrays.copyOf(writes, length * 2);
      plain = Arrays.copyOf(plain, length * 2);
      alternative = Arrays.copyOf(alternative, length * 2);
    }
  }

  /** Adds the access that a node of a program does. */
  void add(OperationTable code, int node) {
    ensureRoom();
    boolean isWrite = code.writes(node);
    long bit = 1L << code.variable(node);
    accessed |= bit;
    written |= isWrite ? bit : 0;
    variable[length] = code.variable(node);
    writes[length] = isWrite;
    plain[length] = code.isPlain(node);
    alternative[length++] = 0;
  }

  /** Whether some of these may conflict with some of another's: mostly not, and quickly told. */
  boolean mayConflict(Footprint other) {
    return ((accessed & other.written) | (written & other.accessed)) != 0;
  }

  /** The first of another's accesses that conflicts with one of these, or -1. */
  int conflict(int index, Footprint other) {
    for (int j = 0; j < other.length; j++) {
      if (variable[index] == other.variable[j] && (writes[index] || other.writes[j])) {
        return j;
      }
    }
    return -1;
  }

  /** A variable for which some of these and of another's accesses conflict, or none. */
  int conflict(Footprint other) {
    for (int i = 0; mayConflict(other) && i < length; i++) {
      if (conflict(i, other) >= 0) {
        return variable[i];
      }
    }
    return Variables.NONE;
  }
}
