/**
 * The visited states.
 *
 * <p>A {@link vcpucheck.checker.engine.store.StateStore} has the states, or their fingerprints, by
 * number; a {@link vcpucheck.checker.engine.store.StateIndex} finds the number in an array of
 * 32-bit entries. Hashes do not depend on the layout, so a new layout moves states and leaves the
 * index as it is. A search waits for memory, so look-ups are done in blocks: first every entry is
 * fetched, then every state. Wide states differ mostly in their first words, with the vCPUs' nodes:
 * a {@link vcpucheck.checker.engine.store.CollapsedArena} keeps the other words once for all states
 * that share them.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.store;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
