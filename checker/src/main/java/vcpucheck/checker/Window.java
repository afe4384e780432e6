package vcpucheck.checker;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * After how many operations of one vCPU another one, run alone from there, violates something.
 *
 * @param first the name of the vCPU that runs first, alone from the start
 * @param other the name of the one that then runs alone, to its end or until it has to wait
 * @param operations how many operations the first one does at most
 * @param numbers the numbers of operations after which the other one violates something, in order
 * @param waits those after which it violates nothing, but has to wait for the first one, in order
 */
public record Window(
    String first, String other, int operations, List<Integer> numbers, List<Integer> waits) {
  public Window {
    numbers = List.copyOf(numbers);
    waits = List.copyOf(waits);
  }

  /** How many times the other one has to wait between the first and the last violation. */
  public long waitsBetween() {
    return numbers.isEmpty()
        ? 0
        : waits.stream()
            .filter(number -> number > numbers.get(0))
            .filter(number -> number < numbers.get(numbers.size() - 1))
            .count();
  }

  /** The numbers as ranges: "3-7, 12". */
  public String ranges() {
    return IntStream.range(0, numbers.size())
        .filter(i -> i == 0 || numbers.get(i) > numbers.get(i - 1) + 1)
        .mapToObj(this::range)
        .collect(Collectors.joining(", "));
  }

  private String range(int from) {
    int to = from;
    while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
      to++;
    }
    return numbers.get(from) + (to == from ? "" : "-" + numbers.get(to));
  }
}
