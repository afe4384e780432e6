/** Files that are replaced as a whole or not at all. */
@NullMarked
package vcpucheck.checker.file;

import org.jspecify.annotations.NullMarked;
