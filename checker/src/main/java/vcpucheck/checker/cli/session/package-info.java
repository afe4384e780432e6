/** What commands work with: the catalogues, the terminal, and options for both. */
@NullMarked
package vcpucheck.checker.cli.session;

import org.jspecify.annotations.NullMarked;
