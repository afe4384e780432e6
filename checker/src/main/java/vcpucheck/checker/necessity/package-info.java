/** Which orderings of code under test are needed: each is weakened, and the search says. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.necessity;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
