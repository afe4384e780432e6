/**
 * Machines in which every location has messages and every vCPU a view of them: C11, and 64-bit Arm
 * with stores that are promised.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.machine.view;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
