package vcpucheck.checker.memory.threads;

import java.util.IdentityHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.NumberUpdate;

/** Operations and values as traces have them. */
final class OperationText {
  private final IdentityHashMap<Object, String> slots = new IdentityHashMap<>();

  /** Gives a slot's handle its name. */
  void name(Object handle, String name) {
    slots.put(handle, name);
  }

  /** A value: a slot by its name. */
  String value(@Nullable Object value) {
    String slot = value == null ? null : slots.get(value);
    return slot == null ? String.valueOf(value) : slot;
  }

  /** "load (acquire) count". */
  static String of(String verb, Access access, String name) {
    return access == Access.PLAIN
        ? verb + " " + name
        : verb + " (" + access.name().toLowerCase(Locale.ROOT) + ") " + name;
  }

  /** What an update does. */
  static String verb(NumberUpdate update) {
    return switch (update) {
      case SET -> "swap";
      case ADD_INT, ADD_LONG -> "add";
      case AND -> "and";
      case OR -> "or";
      case XOR -> "xor";
      case AND_NOT -> "clear";
    };
  }

  /** "1 -> 0", or "1" if nothing changes. */
  static String change(String before, String after) {
    return before.equals(after) ? before : before + " -> " + after;
  }

  /** What came of a compare-and-exchange. */
  static String exchange(boolean isDone, String witness, String expected, String desired) {
    return isDone ? expected + " -> " + desired : witness + " is not " + expected;
  }
}
