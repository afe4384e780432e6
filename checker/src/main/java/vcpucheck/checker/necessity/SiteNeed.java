package vcpucheck.checker.necessity;

import java.util.List;
import java.util.Locale;
import vcpucheck.checker.ordering.AccessSite;

/**
 * Whether the ordering of a site is needed.
 *
 * @param site the site
 * @param trials what was tried, the least weakening first
 */
public record SiteNeed(AccessSite site, List<Trial> trials) {
  /** Whether an ordering is needed. */
  public enum Need {
    /** Whatever is one step weaker is noticed. */
    NEEDED,
    /** Something weaker goes unnoticed, and something weaker still does not. */
    RELAXABLE,
    /** The weakest goes unnoticed, too: what was explored says nothing of this ordering. */
    NOT_DISTINGUISHED,
    /** A search came to an end before it could say. */
    UNDECIDED;

    /** "not distinguished". */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public SiteNeed {
    trials = List.copyOf(trials);
  }

  /** What the trials say. */
  public Need need() {
    List<Trial> next =
        trials.stream()
            .filter(trial -> site.strength().weaker(site.kind()).contains(trial.weaker()))
            .toList();
    if (!next.isEmpty() && next.stream().allMatch(trial -> is(trial, Trial.Answer.NOTICED))) {
      return Need.NEEDED;
    }
    boolean isRelaxable = next.stream().anyMatch(trial -> is(trial, Trial.Answer.UNNOTICED));
    if (isRelaxable && trials.stream().anyMatch(trial -> is(trial, Trial.Answer.NOTICED))) {
      return Need.RELAXABLE;
    }
    return isRelaxable && trials.stream().noneMatch(trial -> is(trial, Trial.Answer.OPEN))
        ? Need.NOT_DISTINGUISHED
        : Need.UNDECIDED;
  }

  private static boolean is(Trial trial, Trial.Answer answer) {
    return trial.answer() == answer;
  }
}
