/** Help, the manual page and completion, all from the commands and options themselves. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.cli.manual;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
