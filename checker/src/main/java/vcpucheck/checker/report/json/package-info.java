/** Reports as JSON: the only renderers that need a library. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.report.json;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
