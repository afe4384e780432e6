/** Comparisons for people: as text, as a mail. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.report.comparison;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
