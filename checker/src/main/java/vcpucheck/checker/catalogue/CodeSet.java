package vcpucheck.checker.catalogue;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/**
 * A form of the code under test as a set: a revision, with some changes added and others taken
 * away, and weakened by mutants.
 *
 * <p>Made by {@link CodeBase}, which gives equal sets equal values: {@code xen-4.13} with the one
 * fix that the next revision has is that revision.
 *
 * @param base the revision that differs least
 * @param added the changes that the base lacks, in the order of the code base
 * @param removed the changes that the base has, in the order of the code base
 * @param mutants the names of the weakenings, in the order of the code base
 */
public record CodeSet(String base, List<Change> added, List<Change> removed, List<String> mutants) {
  /** Joins the names of mutants. */
  static final String AND = "+";

  /** Before the name of a change that is taken away. */
  static final String WITHOUT = "~";

  public CodeSet {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    mutants = List.copyOf(mutants);
  }

  /** The canonical spelling, without mutants: {@code xen-4.22+ONE~OTHER}. */
  public String revision() {
    return Stream.of(
            Stream.of(base),
            added.stream().map(change -> AND + change.name()),
            removed.stream().map(change -> WITHOUT + change.name()))
        .flatMap(parts -> parts)
        .collect(joining());
  }

  /** The canonical spelling of the whole set: {@code xen-4.22+ONE~OTHER+MUTANT}. */
  public String name() {
    return revision() + mutants.stream().map(mutant -> AND + mutant).collect(joining());
  }

  /**
   * A spelling of the set with one change or mutant more or less.
   *
   * @param name of what is toggled
   * @param isThere whether the set has it, so that it is taken away
   */
  public String toggled(String name, boolean isThere) {
    List<String> terms =
        Stream.of(
                added.stream().map(change -> AND + change.name()),
                removed.stream().map(change -> WITHOUT + change.name()),
                mutants.stream().map(mutant -> AND + mutant))
            .flatMap(parts -> parts)
            .toList();
    List<String> others = terms.stream().filter(term -> !term.substring(1).equals(name)).toList();
    boolean isSpelled = others.size() < terms.size();
    return base + String.join("", others) + (isSpelled ? "" : (isThere ? WITHOUT : AND) + name);
  }

  /** Whether it has a change. */
  public boolean has(Change change) {
    return added.contains(change)
        || (change.revisions().contains(base) && !removed.contains(change));
  }
}
