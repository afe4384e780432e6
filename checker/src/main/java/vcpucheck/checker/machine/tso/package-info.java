/** Total store order: a store buffer for each vCPU. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.machine.tso;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
