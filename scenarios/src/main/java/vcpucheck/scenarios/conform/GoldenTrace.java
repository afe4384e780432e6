package vcpucheck.scenarios.conform;

import java.util.List;

/**
 * One recorded trace.
 *
 * @param file the name of the file that it stands in
 * @param number its number
 * @param header its header record
 * @param steps its step records
 * @param end its end record
 */
record GoldenTrace(
    String file, int number, JsonCursor header, List<JsonCursor> steps, JsonCursor end) {
  GoldenTrace {
    steps = List.copyOf(steps);
  }
}
