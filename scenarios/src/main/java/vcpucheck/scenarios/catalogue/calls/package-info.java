/** Standard calls: admission, threads, resumption, completion and what is copied back. */
@NullMarked
package vcpucheck.scenarios.catalogue.calls;

import org.jspecify.annotations.NullMarked;
