package vcpucheck.checker.engine;

import vcpucheck.checker.engine.search.Exploration;

/**
 * Reads an answer from a search.
 *
 * @param <R> the answer
 */
@FunctionalInterface
interface SearchReader<R> {
  /** A search has ended, and has yet to be checked. */
  default void ended(Exploration search) {}

  /** The answer, from a search that was checked. */
  R read(Exploration search);
}
