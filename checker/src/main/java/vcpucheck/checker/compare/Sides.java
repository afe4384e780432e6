package vcpucheck.checker.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.model.ModelException;

/**
 * What many forms of the code under test do in one case, with few searches: where everything was
 * explored, around wrong states, a form that decides alike wherever that was asked does the same.
 * What {@link Judge} says of code that does not say what it decides holds here, too. One thread
 * uses it.
 */
public final class Sides {
  private record Known(Side side, Set<String> has) {
    boolean holdsOf(Set<String> other, List<List<String>> alone) {
      return side.isComplete()
          && !side.places().isEmpty()
          && side.decisions().stream()
              .allMatch(one -> has.contains(one.name()) == other.contains(one.name()))
          && Comparer.texts(side.alone()).equals(alone);
    }
  }

  private final CodeBase code;
  private final Case one;
  private final Comparer comparer;
  private final List<Known> known = new ArrayList<>();

  /** Makes it of a case. */
  public Sides(CodeBase code, Case one, Comparer comparer) {
    this.code = code;
    this.one = one;
    this.comparer = one.isRelease() ? comparer.with(Options.Build.RELEASE) : comparer;
  }

  /**
   * Compares two forms.
   *
   * @param watch watches the search of a form
   * @throws ModelException if a model is wrong
   * @throws IllegalArgumentException if the scenario makes no sense in one of them
   */
  public ScenarioComparison compare(
      String from, String to, Function<String, ProgressListener> watch) {
    Forms forms = Forms.of(code, form(from), form(to));
    return comparer.compared(
        one.scenario(),
        forms,
        side(forms.from(), watch.apply(from)),
        side(forms.to(), watch.apply(to)));
  }

  private Configuration form(String name) {
    return code.canonical(one.form(name));
  }

  private Side side(Configuration form, ProgressListener monitor) {
    Set<String> has = code.names(code.parse(form));
    List<List<String>> alone = comparer.alone(one.scenario(), form);
    Side side =
        known.stream()
            .filter(other -> other.holdsOf(has, alone))
            .findFirst()
            .map(other -> other.side().of(Comparer.name(form)))
            .orElseGet(() -> comparer.explore(one.scenario(), form, monitor));
    known.add(new Known(side, has));
    return side;
  }
}
