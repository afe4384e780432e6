/** Which orderings are needed, as text. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.report.ordering;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
