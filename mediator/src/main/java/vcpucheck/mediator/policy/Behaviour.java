package vcpucheck.mediator.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.DecidesForCaller;

/**
 * Which mediator runs: everything that the code asks at a decision point.
 *
 * @param fixes the changes that it has
 * @param mutants its deliberate weakenings; usually none
 * @param limits its limits
 * @param tornCopies whether a copy of a message goes word by word, so that other vCPUs can write in
 *     between; otherwise it is one step
 * @param preemptions how often, at most, {@code hypercall_preempt_check} says yes while one domain
 *     is destroyed; 0 means that it is not asked
 * @param decisions told which way each decision point goes, and may decide otherwise
 */
@DecidesForCaller
public record Behaviour(
    Set<Fix> fixes,
    Set<Mutant> mutants,
    Limits limits,
    boolean tornCopies,
    int preemptions,
    Decisions decisions) {
  /** Is told which way the code goes where its forms differ, and may send it the other way. */
  @FunctionalInterface
  public interface Decisions {
    /** Nobody wants to know. */
    Decisions NONE = (name, way) -> way;

    /**
     * A decision point is passed.
     *
     * @param name the fix or mutant that decides
     * @param way whether the code has it
     * @return which way to go
     */
    boolean decide(String name, boolean way);
  }

  public Behaviour {
    fixes = copy(fixes, Fix.class);
    mutants = copy(mutants, Mutant.class);
    if (preemptions < 0) {
      throw new IllegalArgumentException(
          "the budget of preemptions is not negative: preemptions=" + preemptions);
    }
  }

  /** Which mediator runs, of which nobody wants to know what it decides. */
  public Behaviour(
      Set<Fix> fixes, Set<Mutant> mutants, Limits limits, boolean tornCopies, int preemptions) {
    this(fixes, mutants, limits, tornCopies, preemptions, Decisions.NONE);
  }

  private static <E extends Enum<E>> Set<E> copy(Set<E> set, Class<E> type) {
    EnumSet<E> copy = EnumSet.noneOf(type);
    copy.addAll(set);
    return Collections.unmodifiableSet(copy);
  }

  /** A revision without weakening, copies in one step, never preempted. */
  public static Behaviour of(Revision revision, Limits limits) {
    return new Behaviour(revision.fixes(), Set.of(), limits, false, 0);
  }

  /** Whether it has a change. */
  public boolean has(Fix fix) {
    return decisions.decide(fix.name(), fixes.contains(fix));
  }

  /** Whether it has a weakening. */
  public boolean has(Mutant mutant) {
    return decisions.decide(mutant.label(), mutants.contains(mutant));
  }

  /**
   * How a call's thread id is accessed.
   *
   * @param ordered how if that is to be ordered: {@link Access#RELEASE} or {@link Access#ACQUIRE}
   */
  public Access threadIdAccess(Access ordered) {
    if (has(Fix.MARKED_THREAD_ID)) {
      return Access.OPAQUE;
    }
    return has(Fix.ORDERED_THREAD_ID) ? ordered : Access.PLAIN;
  }

  /** This behaviour with one more change. */
  public Behaviour with(Fix fix) {
    EnumSet<Fix> more = EnumSet.of(fix);
    more.addAll(fixes);
    return new Behaviour(more, mutants, limits, tornCopies, preemptions, decisions);
  }

  /** This behaviour without a change. */
  public Behaviour without(Fix fix) {
    EnumSet<Fix> fewer = EnumSet.noneOf(Fix.class);
    fewer.addAll(fixes);
    fewer.remove(fix);
    return new Behaviour(fewer, mutants, limits, tornCopies, preemptions, decisions);
  }

  /** This behaviour with one more weakening. */
  public Behaviour with(Mutant mutant) {
    EnumSet<Mutant> more = EnumSet.of(mutant);
    more.addAll(mutants);
    return new Behaviour(fixes, more, limits, tornCopies, preemptions, decisions);
  }

  /** This behaviour with copies word by word or in one step. */
  public Behaviour withTornCopies(boolean torn) {
    return new Behaviour(fixes, mutants, limits, torn, preemptions, decisions);
  }

  /** This behaviour with a budget of preemptions. */
  public Behaviour withPreemptions(int budget) {
    return new Behaviour(fixes, mutants, limits, tornCopies, budget, decisions);
  }

  /** With other limits. */
  public Behaviour with(Limits other) {
    return new Behaviour(fixes, mutants, other, tornCopies, preemptions, decisions);
  }

  /** This behaviour, which says what it decides. */
  public Behaviour with(Decisions listener) {
    return new Behaviour(fixes, mutants, limits, tornCopies, preemptions, listener);
  }
}
