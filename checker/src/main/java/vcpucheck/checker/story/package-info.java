/**
 * What an interleaving means: which of its steps led to the violation, in which moments a vCPU had
 * to be preempted, and the few sentences that say so.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.story;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
