package vcpucheck.checker.repair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Judge;
import vcpucheck.checker.compare.Ruling;
import vcpucheck.checker.model.VerdictKind;

/**
 * Searches for the smallest sets of parts with which a form of the code is verified in a case, and
 * in every other case in which it is verified without them.
 *
 * <p>Sets grow by counterexamples. A set that is refuted is refuted with every set that decides
 * alike along the counterexample; so whatever is larger and not refuted has a part more that is
 * asked for there. Only these parts are tried. That finds every smallest set, and if nothing is
 * left to try, no set of any size will do (implicit hitting sets: Reiter, A Theory of Diagnosis
 * from First Principles, 1987).
 */
public final class RepairSearch {
  /** Is told what comes next, and watches the search for it. */
  @FunctionalInterface
  public interface Watch {
    /** A listener for the search that comes next. */
    ProgressListener before(Case one, String form);
  }

  /** Ends a search when the whole is over, too. */
  private record Patience(ProgressListener listener, BooleanSupplier isOver)
      implements ProgressListener {
    @Override
    public boolean wantsToStop() {
      return isOver.getAsBoolean() || listener.wantsToStop();
    }

    @Override
    public void progress(Progress progress) {
      listener.progress(progress);
    }
  }

  private final RepairQuestion question;
  private final CodeBase code;
  private final Judge judge;
  private final Watch watch;
  private final BooleanSupplier isOver;

  private final List<NavigableSet<Integer>> found = new ArrayList<>();
  private final Map<NavigableSet<Integer>, RepairReport.Refusal> refused = new LinkedHashMap<>();
  private int judged;
  private boolean isCut;

  /** The case that refuted a set last, which is asked first. */
  private final List<Case> others;

  /**
   * Makes a search.
   *
   * @param isOver whether to give up
   */
  public RepairSearch(
      RepairQuestion question, CodeBase code, Judge judge, Watch watch, BooleanSupplier isOver) {
    this.question = question;
    this.code = code;
    this.judge = judge;
    this.watch = watch;
    this.isOver = isOver;
    others = new ArrayList<>(question.others());
  }

  /**
   * Searches.
   *
   * @throws vcpucheck.checker.model.ModelException if a model is wrong
   * @throws IllegalArgumentException if the case makes no sense on a form
   */
  public RepairReport run() {
    Set<NavigableSet<Integer>> level = new LinkedHashSet<>();
    level.add(new TreeSet<>());
    boolean isBounded = false;
    while (!level.isEmpty() && !isEnough() && !isCut) {
      Set<NavigableSet<Integer>> next = new LinkedHashSet<>();
      for (NavigableSet<Integer> parts : level) {
        isCut |= isOver.getAsBoolean();
        if (!isCut && found.stream().noneMatch(parts::containsAll)) {
          next.addAll(larger(parts));
        }
      }
      isBounded |= next.removeIf(parts -> parts.size() > question.mostParts());
      level = next;
    }
    return new RepairReport(
        question,
        cost(question.base()),
        found.stream().map(this::repair).sorted(Repair.CHEAPEST).toList(),
        List.copyOf(refused.values()),
        judged,
        judge.searches(),
        isCut,
        isBounded);
  }

  private Repair repair(NavigableSet<Integer> parts) {
    return new Repair(parts(parts), form(parts), cost(form(parts)));
  }

  private Cost cost(String form) {
    return Cost.of(judge.soloRuns(question.target(), form));
  }

  private boolean isEnough() {
    return !found.isEmpty() && !question.isAll();
  }

  /** The sets with one part more that a set's refutation does not refute, too. */
  private Collection<NavigableSet<Integer>> larger(NavigableSet<Integer> parts) {
    judged++;
    Optional<Ruling> refutation = refutation(parts);
    if (refutation.isEmpty()) {
      if (!isCut) {
        found.add(parts);
      }
      return List.of();
    }
    List<NavigableSet<Integer>> larger = new ArrayList<>();
    for (int part = 0; part < question.candidates().size(); part++) {
      if (!parts.contains(part)
          && refutation.get().asked().containsKey(question.candidates().get(part).name())) {
        NavigableSet<Integer> more = new TreeSet<>(parts);
        more.add(part);
        larger.add(more);
      }
    }
    return larger;
  }

  /** What shows that a set will not do; empty if nothing does, or that stays open. */
  private Optional<Ruling> refutation(NavigableSet<Integer> parts) {
    String form = form(parts);
    Ruling target = rule(question.target(), form);
    if (target.kind() == VerdictKind.VIOLATED) {
      return Optional.of(target);
    }
    isCut |= target.kind() == VerdictKind.INCOMPLETE;
    for (Case other : List.copyOf(others)) {
      if (isCut || isOver.getAsBoolean()) {
        isCut = true;
        return Optional.empty();
      }
      Ruling ruling = rule(other, form);
      if (ruling.kind() != VerdictKind.VERIFIED && isHeldWithout(other)) {
        if (ruling.kind() == VerdictKind.INCOMPLETE) {
          isCut = true;
          return Optional.empty();
        }
        others.remove(other);
        others.add(0, other);
        refused.put(parts, new RepairReport.Refusal(parts(parts), other, ruling));
        return Optional.of(ruling);
      }
    }
    return Optional.empty();
  }

  /** Whether a case is verified without any part, so that there is something to break. */
  private boolean isHeldWithout(Case other) {
    VerdictKind kind = rule(other, question.base()).kind();
    isCut |= kind == VerdictKind.INCOMPLETE;
    return kind == VerdictKind.VERIFIED;
  }

  private Ruling rule(Case one, String form) {
    return judge.rule(one, form, new Patience(watch.before(one, form), isOver));
  }

  private List<Coverage.Decision> parts(NavigableSet<Integer> parts) {
    return parts.stream().map(question.candidates()::get).toList();
  }

  private String form(NavigableSet<Integer> parts) {
    String form = question.base();
    for (int part : parts) {
      boolean isThere = !question.candidates().get(part).way();
      form = code.parse(form).toggled(question.candidates().get(part).name(), isThere);
    }
    return code.parse(form).name();
  }
}
