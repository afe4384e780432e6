package vcpucheck.checker.machine.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The values that one variable ever had, numbered in the order of their appearance: its codes. */
public final class ValueDomain {
  private static final int SMALL = 256;

  private final int[] small = new int[SMALL];
  private final Map<Long, Integer> large = new HashMap<>();
  private long[] values = new long[2];
  private int size;

  /**
   * Makes a domain of one value.
   *
   * @param zero the value with code 0
   */
  public ValueDomain(long zero) {
    encode(zero);
  }

  public int size() {
    return size;
  }

  /** The code of a value, newly assigned if the variable never had it. */
  public int encode(long value) {
    int code = find(value);
    if (code >= 0) {
      return code;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size] = value;
    if (value >= 0 && value < SMALL) {
      small[(int) value] = size + 1;
    } else {
      large.put(value, size);
    }
    return size++;
  }

  public long decode(int code) {
    return values[code];
  }

  private int find(long value) {
    if (value >= 0 && value < SMALL) {
      return small[(int) value] - 1;
    }
    Integer code = large.get(value);
    return code == null ? -1 : code;
  }
}
