/** Reports as JSON: the only renderers that need a library. */
@NullMarked
package vcpucheck.checker.report.json;

import org.jspecify.annotations.NullMarked;
