package vcpucheck.checker;

/**
 * How far it was checked that what a model forgets does not matter: that histories of its code
 * which were merged go on alike.
 *
 * @param compared how many of them were compared with the one that stands for them
 * @param merged how many there are
 */
public record Validation(long compared, long merged) {
  /** What was compared of two programs. */
  public Validation plus(Validation other) {
    return new Validation(compared + other.compared, merged + other.merged);
  }
}
