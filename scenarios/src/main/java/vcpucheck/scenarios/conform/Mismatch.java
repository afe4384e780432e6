package vcpucheck.scenarios.conform;

import java.util.Objects;

/** Ends a replay at the first difference; never leaves {@link TraceReplay}. */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String expected;
  private final String got;

  Mismatch(String field, Object expected, Object got) {
    super(field, null, false, false);
    this.field = field;
    this.expected = String.valueOf(expected);
    this.got = String.valueOf(got);
  }

  String field() {
    return field;
  }

  String expected() {
    return expected;
  }

  String got() {
    return got;
  }

  static void check(String field, Object expected, Object got) {
    if (!Objects.equals(expected, got)) {
      throw new Mismatch(field, expected, got);
    }
  }

  static void checkHex(JsonCursor expected, long got) {
    if (expected.hex() != got) {
      throw new Mismatch(expected.path(), expected, hex(got));
    }
  }

  static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
