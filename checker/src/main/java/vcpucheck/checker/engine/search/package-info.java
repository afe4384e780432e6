/**
 * The search loop.
 *
 * <p>An {@link vcpucheck.checker.engine.search.Exploration} takes states from the frontier and
 * expands them in batches. Workers share the index of the visited states, claim its entries with a
 * compare-and-swap, and keep what they have expanded through all phases of a {@link
 * vcpucheck.checker.engine.search.Batch}. Partitioning the index by hash would move each look-up to
 * another worker's cache.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.search;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
