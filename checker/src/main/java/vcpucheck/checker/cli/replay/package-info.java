/** Replays on threads of this JVM, and those that go on where the code leaves the trace. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.cli.replay;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
