/** What is explored: automata, memory machine and predicates, joined. */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.system;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
