/** How accesses and fences are ordered, where they are in the source, and what is weaker. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.ordering;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
