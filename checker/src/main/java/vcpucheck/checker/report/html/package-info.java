/** Reports to look at: one HTML file each, which asks for nothing else. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.report.html;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
