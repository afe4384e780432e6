package vcpucheck.checker.repair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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

    /**
     * Is told how far the search for sets is.
     *
     * @param judged how many sets were judged
     * @param left how many sets of this size are left
     * @param parts how many parts they have
     */
    default void progress(int judged, int left, int parts) {}
  }

  /** Does several things, at the same time or not, and says what came of each. */
  @FunctionalInterface
  public interface Workers {
    /** One thing after the other. */
    Workers NONE = asked -> asked.stream().map(Supplier::get).toList();

    /** What comes of each, in their order. */
    List<Ruling> judge(List<Supplier<Ruling>> asked);
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

  /** How many cases are judged before it is looked whether one of them is broken. */
  private static final int AT_ONCE = 8;

  private final RepairQuestion question;
  private final CodeBase code;
  private final Judge judge;
  private final Watch watch;
  private final Workers workers;
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
   * @param workers judge different cases; what is found does not depend on them
   * @param isOver whether to give up
   */
  public RepairSearch(
      RepairQuestion question,
      CodeBase code,
      Judge judge,
      Watch watch,
      Workers workers,
      BooleanSupplier isOver) {
    this.question = question;
    this.code = code;
    this.judge = judge;
    this.watch = watch;
    this.workers = workers;
    this.isOver = isOver;
    others = new ArrayList<>(question.others());
    others.sort(Comparator.comparingInt(Case::vcpus)); /* few vCPUs are fast */
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
      int left = level.size();
      for (NavigableSet<Integer> parts : level) {
        watch.progress(judged, left--, parts.size());
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
    List<Case> all = List.copyOf(others);
    for (int from = 0; from < all.size(); ) {
      if (isCut || isOver.getAsBoolean()) {
        isCut = true;
        return Optional.empty();
      }
      int to = Math.min(all.size(), from == 0 ? 1 : from + AT_ONCE);
      Optional<RepairReport.Refusal> broken = broken(parts, form, all.subList(from, to));
      if (broken.isPresent()) {
        others.remove(broken.get().broken());
        others.add(0, broken.get().broken());
        refused.put(parts, broken.get());
        return Optional.of(broken.get().ruling());
      }
      from = to;
    }
    return Optional.empty();
  }

  /** The first of some cases that a form breaks; none of them if a search was cut. */
  private Optional<RepairReport.Refusal> broken(
      NavigableSet<Integer> parts, String form, List<Case> some) {
    List<Ruling> rulings = all(some, form);
    List<Case> unverified = new ArrayList<>();
    List<Ruling> why = new ArrayList<>();
    for (int at = 0; at < some.size(); at++) {
      if (rulings.get(at).kind() != VerdictKind.VERIFIED) {
        unverified.add(some.get(at));
        why.add(rulings.get(at));
      }
    }
    List<Ruling> without = all(unverified, question.base());
    for (int at = 0; at < unverified.size(); at++) {
      isCut |= without.get(at).kind() == VerdictKind.INCOMPLETE;
      if (without.get(at).kind() == VerdictKind.VERIFIED) {
        isCut |= why.get(at).kind() == VerdictKind.INCOMPLETE;
        return isCut
            ? Optional.empty()
            : Optional.of(new RepairReport.Refusal(parts(parts), unverified.get(at), why.get(at)));
      }
    }
    return Optional.empty();
  }

  private List<Ruling> all(List<Case> some, String form) {
    return workers.judge(
        some.stream().<Supplier<Ruling>>map(one -> () -> rule(one, form)).toList());
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
