/** The explorer: a server on this computer's loopback that walks through scenarios for a page. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.cli.explorer;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
