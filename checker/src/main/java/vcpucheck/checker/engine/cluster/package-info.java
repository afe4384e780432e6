/**
 * A search whose states are in files that several machines see, level by level.
 *
 * <p>A {@link vcpucheck.checker.engine.cluster.ClusterSearch} drives it. For each level one {@link
 * vcpucheck.checker.engine.cluster.LevelJob} expands the level's states and divides what they lead
 * to by their hashes; of each part it sorts out what was visited before, in one pass over sorted
 * files (Stern, Dill: Using Magnetic Disk Instead of Main Memory in the Murphi Verifier, CAV 1998).
 * Machines look up what the driver has unfolded, in a {@link
 * vcpucheck.checker.engine.cluster.Replica}; states that need more come back to the driver.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.cluster;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
