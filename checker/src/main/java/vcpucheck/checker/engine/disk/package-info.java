/**
 * Visited states on disk, for searches that memory is too small for.
 *
 * <p>A {@link vcpucheck.checker.engine.disk.DiskStore} keeps the states found last in memory; when
 * that is full it writes them as a {@link vcpucheck.checker.engine.disk.SortedRun}, sorted by hash,
 * and in a {@link vcpucheck.checker.engine.disk.StateLog}, in the order of their numbers. At the
 * end of each level one pass over the runs finds out which of the level's states were visited
 * before (Stern, Dill: Using Magnetic Disk Instead of Main Memory in the Murphi Verifier, CAV
 * 1998). Files never change: a checkpoint names those that there are.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.disk;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
