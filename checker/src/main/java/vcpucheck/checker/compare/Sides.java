package vcpucheck.checker.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.ModelException;

/**
 * What many forms of the code under test do in one case, with few searches: where everything was
 * explored, around wrong states, a form that decides alike wherever that was asked does the same.
 * What {@link Judge} says of code that does not say what it decides holds here, too. One thread
 * uses it.
 */
public final class Sides {
  /**
   * What a form does.
   *
   * @param reuse which free slots allocations take
   */
  private record Known(Side side, Optional<Slab.Reuse> reuse) {
    /** Whether two forms decide alike wherever the one was asked. */
    boolean isAlike(Set<String> has, Set<String> other) {
      return side.isComplete()
          && !side.places().isEmpty()
          && side.decisions().stream()
              .allMatch(one -> has.contains(one.name()) == other.contains(one.name()));
    }
  }

  private final CodeBase code;
  private final Case one;
  private final Comparer comparer;
  private final Function<String, ProgressListener> watch;

  /** By the names of the changes and mutants that a form has. */
  private final Map<Set<String>, Known> known = new LinkedHashMap<>();

  /**
   * Makes it of a case.
   *
   * @param watch watches the search of a form
   */
  public Sides(
      CodeBase code, Case one, Comparer comparer, Function<String, ProgressListener> watch) {
    this.code = code;
    this.one = one;
    this.watch = watch;
    this.comparer = one.isRelease() ? comparer.with(Options.Build.RELEASE) : comparer;
  }

  /** Compares two forms. */
  public ScenarioComparison compare(String from, String to) {
    return comparer.compared(
        one.scenario(), Forms.of(code, form(from), form(to)), of(from), of(to));
  }

  private Configuration form(String name) {
    return code.canonical(one.form(name));
  }

  /**
   * What a form does.
   *
   * @throws ModelException if a model is wrong
   * @throws IllegalArgumentException if the scenario makes no sense on it
   */
  public Side of(String name) {
    Configuration form = form(name);
    Set<String> has = code.names(code.parse(form));
    Known same = known.get(has);
    if (same == null) {
      Optional<Slab.Reuse> reuse = comparer.options(one.scenario(), form).reuse();
      Side side =
          alike(form, has, reuse)
              .map(other -> other.of(Comparer.name(form)))
              .orElseGet(() -> comparer.explore(one.scenario(), form, watch.apply(name)));
      same = new Known(side, reuse);
      known.put(has, same);
    }
    return same.side();
  }

  /** What is known of a form that does the same. */
  private Optional<Side> alike(Configuration form, Set<String> has, Optional<Slab.Reuse> reuse) {
    List<List<String>> alone = comparer.alone(one.scenario(), form);
    return known.entrySet().stream()
        .filter(other -> other.getValue().reuse().equals(reuse))
        .filter(other -> other.getValue().isAlike(other.getKey(), has))
        .map(other -> other.getValue().side())
        .filter(side -> Comparer.texts(side.alone()).equals(alone))
        .findFirst();
  }
}
