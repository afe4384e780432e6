package vcpucheck.checker.engine.store;

/** The numbers under which the transitions of a batch enter new states until they are settled. */
public interface Claims {
  /**
   * The number under which a new state is entered at first.
   *
   * @param position the position of the segment in the batch
   * @param transition the transition of the segment that leads to the state
   */
  int number(int position, int transition);

  /** What {@link Targets#numbers} notes of a transition to the state entered under a number. */
  int reference(int number);

  /** Whether a transition leads to the state that is entered under a number. */
  boolean leadsTo(Targets targets, int transition, int number);

  /**
   * Replaces the claim of a transition that proved not to be the first to lead to its new state.
   *
   * @param number under which the state was entered
   * @param lower under which it is entered now
   * @return the position of the segment whose claim is replaced
   */
  int replace(int number, int lower);
}
