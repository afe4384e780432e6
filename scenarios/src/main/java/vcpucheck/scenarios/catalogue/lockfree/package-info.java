/** The tables without locks: retirement, reuse of slots, publication, counts per processor. */
@NullMarked
package vcpucheck.scenarios.catalogue.lockfree;

import org.jspecify.annotations.NullMarked;
