/**
 * Cookies that are used again: for another buffer, for another kind of memory, by another domain.
 */
@NullMarked
package vcpucheck.scenarios.catalogue.cookies;

import org.jspecify.annotations.NullMarked;
