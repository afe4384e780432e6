/** A finished search in the languages of other tools, which can so judge it by themselves. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.export;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
