/**
 * What a search wants of several machines, and what an artifact brings that has them: tasks are
 * run, blocks of bytes go from the first of them to the second, and files are seen by all.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.cluster;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
