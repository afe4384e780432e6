/** A replay on threads of this JVM, and what is printed of it. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.cli.replay;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
