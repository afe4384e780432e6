/** Files that are replaced as a whole or not at all. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.file;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
