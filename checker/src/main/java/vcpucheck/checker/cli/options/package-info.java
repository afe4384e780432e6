/** Options that several commands have, each group of them a mixin. */
@NullMarked
package vcpucheck.checker.cli.options;

import org.jspecify.annotations.NullMarked;
