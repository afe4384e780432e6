/**
 * Defects of real code, in small: each is violated before its fix and verified after it. CASES.md
 * names their sources, and what a model cannot say.
 */
@NullMarked
package vcpucheck.checker.cases;

import org.jspecify.annotations.NullMarked;
