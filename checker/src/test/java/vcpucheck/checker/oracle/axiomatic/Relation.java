package vcpucheck.checker.oracle.axiomatic;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** A relation over at most 32 events: for each event, the bits of those it is related to. */
final class Relation {
  private final int[] rows;

  Relation(int size) {
    rows = new int[size];
  }

  private Relation(int[] rows) {
    this.rows = rows;
  }

  void add(int from, int to) {
    rows[from] |= 1 << to;
  }

  boolean has(int from, int to) {
    return (rows[from] >> to & 1) != 0;
  }

  int size() {
    return rows.length;
  }

  /** The identity on the events of a set. */
  static Relation on(int size, IntPredicate set) {
    Relation identity = new Relation(size);
    for (int event = 0; event < size; event++) {
      if (set.test(event)) {
        identity.add(event, event);
      }
    }
    return identity;
  }

  Relation or(Relation... others) {
    int[] result = rows.clone();
    for (Relation other : others) {
      for (int row = 0; row < rows.length; row++) {
        result[row] |= other.rows[row];
      }
    }
    return new Relation(result);
  }

  Relation and(Relation other) {
    int[] result = rows.clone();
    for (int row = 0; row < rows.length; row++) {
      result[row] &= other.rows[row];
    }
    return new Relation(result);
  }

  Relation minus(Relation other) {
    int[] result = rows.clone();
    for (int row = 0; row < rows.length; row++) {
      result[row] &= ~other.rows[row];
    }
    return new Relation(result);
  }

  /** This, then the others, one after the other. */
  Relation then(Relation... others) {
    Relation result = this;
    for (Relation other : others) {
      result = result.thenOne(other);
    }
    return result;
  }

  private Relation thenOne(Relation other) {
    int[] result = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int rest = rows[row]; rest != 0; rest &= rest - 1) {
        result[row] |= other.rows[Integer.numberOfTrailingZeros(rest)];
      }
    }
    return new Relation(result);
  }

  /** This or nothing. */
  Relation optional() {
    int[] result = rows.clone();
    for (int row = 0; row < rows.length; row++) {
      result[row] |= 1 << row;
    }
    return new Relation(result);
  }

  /** This once or more. */
  Relation closure() {
    int[] result = rows.clone();
    for (int middle = 0; middle < result.length; middle++) {
      for (int row = 0; row < result.length; row++) {
        if ((result[row] >> middle & 1) != 0) {
          result[row] |= result[middle];
        }
      }
    }
    return new Relation(result);
  }

  Relation inverse() {
    Relation result = new Relation(rows.length);
    for (int row = 0; row < rows.length; row++) {
      for (int rest = rows[row]; rest != 0; rest &= rest - 1) {
        result.add(Integer.numberOfTrailingZeros(rest), row);
      }
    }
    return result;
  }

  boolean isIrreflexive() {
    for (int row = 0; row < rows.length; row++) {
      if (has(row, row)) {
        return false;
      }
    }
    return true;
  }

  boolean isAcyclic() {
    return closure().isIrreflexive();
  }

  boolean isEmpty() {
    return Arrays.stream(rows).allMatch(row -> row == 0);
  }
}
