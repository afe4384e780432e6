/** Walking through a model by hand: what is to be seen at a position, and what lies ahead. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.walk;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
