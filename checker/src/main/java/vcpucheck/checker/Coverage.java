package vcpucheck.checker;

import java.util.Comparator;
import java.util.List;
import vcpucheck.checker.ordering.AccessSite;

/**
 * Which code under test a search ran: what it did in some interleaving of those that it covered. A
 * verdict says nothing of code that was never reached.
 *
 * @param lines source lines with operations that were done, "File.java:12", sorted
 * @param missedLines such lines of methods that the code under test calls on which none was done
 * @param functions the C functions that were executing when an operation was done, sorted
 * @param missedFunctions those of methods that the code under test calls that were not
 * @param choices the choices that were made, sorted
 * @param places the ways gone where forms of the code differ, and where that is, sorted
 * @param accesses where atomic accesses and fences are, sorted
 * @param unorderedAccesses if data races were looked for, on how many of the lines there is an
 *     atomic access that is weaker than sequentially consistent, and the memory model does not say
 *     what that allows
 */
public record Coverage(
    List<String> lines,
    List<String> missedLines,
    List<String> functions,
    List<String> missedFunctions,
    List<Choice> choices,
    List<Place> places,
    List<AccessSite> accesses,
    int unorderedAccesses) {
  /** Of a search that did nothing. */
  public static final Coverage NONE =
      new Coverage(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 0);

  /**
   * A choice.
   *
   * @param what what is decided
   * @param alternatives how many alternatives there are, the most if that differs
   * @param missed the alternatives after which nothing was done, sorted
   */
  public record Choice(String what, int alternatives, List<Integer> missed) {
    public Choice {
      missed = List.copyOf(missed);
    }
  }

  /**
   * A point where forms of the code differ, and a way that was gone there.
   *
   * @param name what decides
   * @param way what was decided
   */
  public record Decision(String name, boolean way) implements Comparable<Decision> {
    private static final Comparator<Decision> ORDER =
        Comparator.comparing(Decision::name).thenComparing(Decision::way);

    @Override
    public int compareTo(Decision other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Where a way was gone.
   *
   * @param decision the way
   * @param function the innermost C function that was executing; empty if none was
   * @param source the line, "File.java:12"; empty if that is not known
   */
  public record Place(Decision decision, String function, String source)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::decision)
            .thenComparing(Place::function)
            .thenComparing(Place::source, AccessSite.BY_LINE);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  public Coverage {
    lines = List.copyOf(lines);
    missedLines = List.copyOf(missedLines);
    functions = List.copyOf(functions);
    missedFunctions = List.copyOf(missedFunctions);
    choices = List.copyOf(choices);
    places = List.copyOf(places);
    accesses = List.copyOf(accesses);
  }

  /** The ways gone where forms of the code differ, sorted. */
  public List<Decision> decisions() {
    return places.stream().map(Place::decision).distinct().toList();
  }
}
