package vcpucheck.checker.catalogue;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Catalogue.Named;

/**
 * What the forms of a code base are made of: revisions, the changes between them, and weakenings.
 *
 * <p>A form is spelled {@code BASE}, followed by any number of {@code +NAME} and {@code ~NAME}: a
 * revision, with changes and mutants added or taken away.
 *
 * @param revisions oldest first
 * @param changes in any order that stays
 * @param mutants in any order that stays
 */
public record CodeBase(List<Named> revisions, List<Change> changes, List<Named> mutants) {
  /** The name of a mutant that is a revision without a change. */
  private static final String WITHOUT = "without-";

  private static final Pattern TERM = Pattern.compile("([+~])([^+~]*)");

  public CodeBase {
    revisions = List.copyOf(revisions);
    changes = List.copyOf(changes);
    mutants = List.copyOf(mutants);
  }

  /**
   * A configuration in its canonical spelling: equal sets have equal names, whatever the order,
   * whether by name or commit, and whatever revision they were spelled from.
   *
   * @throws UnknownNameException if a name is unknown
   * @throws IllegalArgumentException if a change is added that is there, or taken away that is not
   */
  public Configuration canonical(Configuration configuration) {
    CodeSet set = parse(configuration);
    return new Configuration(
        set.revision(),
        configuration.variant(),
        set.mutants().isEmpty()
            ? Optional.empty()
            : Optional.of(String.join(CodeSet.AND, set.mutants())),
        configuration.vcpus());
  }

  /** The names of the changes and mutants that a form has. */
  public Set<String> names(CodeSet form) {
    Set<String> names = new LinkedHashSet<>();
    changes.stream().filter(form::has).map(Change::name).forEach(names::add);
    names.addAll(form.mutants());
    return names;
  }

  /** The set of a configuration; see {@link #canonical}. */
  public CodeSet parse(Configuration configuration) {
    return parse(configuration.revision() + configuration.mutant().map(this::terms).orElse(""));
  }

  private String terms(String mutant) {
    return Stream.of(mutant.split("\\+", -1)).map(this::term).collect(joining());
  }

  private String term(String mutant) {
    List<String> known =
        Stream.concat(
                mutants.stream().map(Named::name),
                changes.stream().map(change -> WITHOUT + change.name()))
            .toList();
    require("mutant", mutant, known);
    return mutant.startsWith(WITHOUT)
        ? CodeSet.WITHOUT + mutant.substring(WITHOUT.length())
        : CodeSet.AND + mutant;
  }

  /** The set of a spelling; see {@link #canonical}. */
  public CodeSet parse(String spelling) {
    int end =
        Stream.of('+', '~')
            .mapToInt(spelling::indexOf)
            .filter(at -> at >= 0)
            .min()
            .orElse(spelling.length());
    String base = spelling.substring(0, end);
    require("revision", base, revisions.stream().map(Named::name).toList());
    Terms terms = new Terms(spelling, base);
    Matcher matcher = TERM.matcher(spelling.substring(end));
    while (matcher.find()) {
      terms.apply(matcher.group(1).equals(CodeSet.AND), matcher.group(2));
    }
    return set(base, terms.has, terms.weakened);
  }

  private static void require(String kind, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new UnknownNameException(kind, name, known);
    }
  }

  /** The terms of a spelling, taken one by one. */
  private final class Terms {
    private final String spelling;
    private final Set<String> named = new LinkedHashSet<>();
    private final Set<Change> has = new LinkedHashSet<>();
    private final Set<String> weakened = new LinkedHashSet<>();

    Terms(String spelling, String base) {
      this.spelling = spelling;
      changes.stream().filter(change -> change.revisions().contains(base)).forEach(has::add);
    }

    void apply(boolean isAdded, String name) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            "a name must follow each + and ~ of a revision: revision=" + spelling);
      }
      Optional<Change> change = change(name);
      String canonical = change.map(Change::name).orElseGet(() -> mutant(name));
      if (!named.add(canonical)) {
        throw wrong("must be named once in a revision", canonical);
      }
      if (change.isPresent()) {
        apply(isAdded, change.get());
      } else if (!isAdded) {
        throw wrong("that is taken away must be there", canonical);
      } else {
        weakened.add(canonical);
      }
    }

    private Optional<Change> change(String name) {
      List<Change> meant = changes.stream().filter(one -> one.isNamed(name)).toList();
      if (meant.size() > 1) {
        throw new IllegalArgumentException(
            "a commit must be given long enough to be one: commit="
                + name
                + ", changes="
                + meant.stream().map(Change::name).collect(joining(", ")));
      }
      return meant.stream().findFirst();
    }

    private void apply(boolean isAdded, Change change) {
      if (isAdded && !has.add(change)) {
        throw wrong("that is added must not be there", change.name());
      }
      if (!isAdded && !has.remove(change)) {
        throw wrong("that is taken away must be there", change.name());
      }
    }

    private String mutant(String name) {
      return mutants.stream()
          .map(Named::name)
          .filter(name::equalsIgnoreCase)
          .findFirst()
          .orElseThrow(() -> new UnknownNameException("fix or mutant", name, names()));
    }

    private IllegalArgumentException wrong(String rule, String name) {
      return new IllegalArgumentException(
          "a change " + rule + ": change=" + name + ", revision=" + spelling);
    }
  }

  private List<String> names() {
    return Stream.concat(changes.stream().map(Change::name), mutants.stream().map(Named::name))
        .toList();
  }

  /* Spelled from the revision that differs least, and of several from the newest; but a revision
   * keeps its name. */
  private CodeSet set(String spelled, Set<Change> has, Set<String> weakened) {
    String base =
        difference(spelled, has) == 0
            ? spelled
            : Stream.iterate(revisions.size() - 1, at -> at >= 0, at -> at - 1)
                .map(at -> revisions.get(at).name())
                .min(Comparator.comparingLong(revision -> difference(revision, has)))
                .orElseThrow();
    List<Change> added = new ArrayList<>();
    List<Change> removed = new ArrayList<>();
    for (Change change : changes) {
      boolean inBase = change.revisions().contains(base);
      if (has.contains(change) && !inBase) {
        added.add(change);
      } else if (!has.contains(change) && inBase) {
        removed.add(change);
      }
    }
    List<String> ordered = mutants.stream().map(Named::name).filter(weakened::contains).toList();
    return new CodeSet(base, added, removed, ordered);
  }

  private long difference(String revision, Set<Change> has) {
    return changes.stream()
        .filter(change -> change.revisions().contains(revision) != has.contains(change))
        .count();
  }
}
