package vcpucheck.checker.cli.spi;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import vcpucheck.checker.catalogue.UnknownNameException;

/** Checks names that users type, and says which known name is nearest. */
public final class Suggestions {
  private static final int MANY = 12;

  private Suggestions() {}

  /**
   * Checks a name.
   *
   * @param kind what it names: "revision"
   * @param known the names there are
   * @return the name
   * @throws InputException if it is not one of them; says which is the nearest
   */
  public static String require(String kind, String name, List<String> known) {
    if (known.contains(name)) {
      return name;
    }
    throw new InputException(
        "the "
            + kind
            + " must be one of "
            + list(known)
            + ": "
            + kind
            + "="
            + name
            + nearest(name, known).map(near -> "; did you mean " + near + "?").orElse(""));
  }

  /**
   * What is made of names.
   *
   * @throws InputException instead of an {@link UnknownNameException}, with the nearest name, or of
   *     another {@link IllegalArgumentException}
   */
  public static <T> T resolve(Supplier<T> names) {
    try {
      return names.get();
    } catch (UnknownNameException e) {
      require(e.kind(), e.name(), e.known());
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The elements of a list that the user names.
   *
   * @param kind what the user names: "scenario"
   * @param names what the user says; all elements if nothing
   * @param all the elements; several may have one name
   * @param namesOf what an element may be called, the usual name first
   * @throws InputException if no element has one of the names
   */
  public static <E> List<E> select(
      String kind, List<String> names, List<E> all, Function<E, List<String>> namesOf) {
    List<String> usual = all.stream().map(one -> namesOf.apply(one).get(0)).distinct().toList();
    for (String name : names) {
      if (all.stream().noneMatch(one -> isNamed(namesOf.apply(one), name))) {
        require(kind, name, usual);
      }
    }
    return all.stream()
        .filter(
            one ->
                names.isEmpty()
                    || names.stream().anyMatch(name -> isNamed(namesOf.apply(one), name)))
        .toList();
  }

  private static boolean isNamed(List<String> known, String name) {
    return known.stream().anyMatch(name::equalsIgnoreCase);
  }

  private static String list(List<String> known) {
    if (known.isEmpty()) {
      return "none, for there is none";
    }
    return known.size() <= MANY
        ? String.join(", ", known)
        : String.join(", ", known.subList(0, MANY)) + " and " + (known.size() - MANY) + " more";
  }

  /** The known name that is most like another, if one is so like it that it may be meant. */
  public static Optional<String> nearest(String name, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(candidate -> mayBeMeant(distance(name, candidate), candidate));
  }

  private static boolean mayBeMeant(int distance, String candidate) {
    int letters = candidate.replaceFirst("^-+", "").length();
    return distance <= Math.max(2, candidate.length() / 3) && distance < letters;
  }

  /** How many insertions, deletions and replacements of letters lead from one to the other. */
  static int distance(String one, String other) {
    String from = one.toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
