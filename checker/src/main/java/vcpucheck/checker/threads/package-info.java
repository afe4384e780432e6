/** Recorded interleavings on threads of the JVM, one operation at a time. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.threads;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
