/** Two forms of the code under test compared: verdicts, and what executions can show. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.compare;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
