/** Two forms of the code under test compared: verdicts, and what executions can show. */
@NullMarked
package vcpucheck.checker.compare;

import org.jspecify.annotations.NullMarked;
