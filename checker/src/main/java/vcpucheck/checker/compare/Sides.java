package vcpucheck.checker.compare;

import java.util.ArrayList;
import java.util.List;
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
  private record Known(Side side, Set<String> has, Optional<Slab.Reuse> reuse) {
    boolean holdsOf(Set<String> other, Optional<Slab.Reuse> reusing, List<List<String>> alone) {
      if (has.equals(other)) {
        return true;
      }
      return side.isComplete()
          && !side.places().isEmpty()
          && reuse.equals(reusing)
          && side.decisions().stream()
              .allMatch(one -> has.contains(one.name()) == other.contains(one.name()))
          && Comparer.texts(side.alone()).equals(alone);
    }
  }

  private final CodeBase code;
  private final Case one;
  private final Comparer comparer;
  private final Function<String, ProgressListener> watch;
  private final List<Known> known = new ArrayList<>();

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
    Optional<Slab.Reuse> reuse = comparer.reuse(one.scenario(), form);
    List<List<String>> alone = comparer.alone(one.scenario(), form);
    Optional<Known> same =
        known.stream().filter(other -> other.holdsOf(has, reuse, alone)).findFirst();
    if (same.isPresent()) {
      return same.get().side().of(Comparer.name(form));
    }
    Side side = comparer.explore(one.scenario(), form, watch.apply(name));
    known.add(new Known(side, has, reuse));
    return side;
  }
}
