/** What commands write to be looked at, or read by other tools. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.cli.pages;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
