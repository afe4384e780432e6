package vcpucheck.checker.oracle.axiomatic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A small program: all locations and registers are 0 at the start.
 *
 * @param threads what each thread does
 * @param locations how many locations there are
 * @param registers how many registers each thread has
 */
public record Litmus(List<List<Instruction>> threads, int locations, int registers) {
  public Litmus {
    threads = threads.stream().map(List::copyOf).toList();
  }

  @Override
  public String toString() {
    return threads.stream()
        .map(thread -> thread.stream().map(Object::toString).collect(Collectors.joining("; ")))
        .collect(Collectors.joining("\n || ", "    ", "\n"));
  }
}
