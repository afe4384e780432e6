/** Counterexamples in the languages of other tools. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.report.export;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
