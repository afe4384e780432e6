/**
 * The graph of visited states, and the questions about its paths: cycles, livelocks, stuck vCPUs,
 * the number of interleavings.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.graph;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
