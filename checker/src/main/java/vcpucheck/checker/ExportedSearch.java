package vcpucheck.checker;

import java.util.Optional;

/**
 * A search for another tool to judge.
 *
 * @param text the model or graph; empty if it cannot be exported
 * @param refusal then one sentence: why
 * @param result what came of the search: of every state, around those in which something is wrong,
 *     each operation a transition
 */
public record ExportedSearch(Optional<String> text, Optional<String> refusal, Result result) {
  /** What a search can be written as. */
  public enum Format {
    /** The automata of the vCPUs, for SPIN. */
    PROMELA,
    /** The graph of states, for CADP and mCRL2. */
    ALDEBARAN
  }

  /** A search as text. */
  public static ExportedSearch of(String text, Result result) {
    return new ExportedSearch(Optional.of(text), Optional.empty(), result);
  }

  /** A search that a format cannot say. */
  public static ExportedSearch refused(String refusal, Result result) {
    return new ExportedSearch(Optional.empty(), Optional.of(refusal), result);
  }
}
