/** Options that several commands have, each group of them a mixin. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.cli.options;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
