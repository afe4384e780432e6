/**
 * The tables as the C code has them: linked lists under one spin lock per domain, counters in
 * atomics, and the races that follow from using an entry after the lock is dropped.
 */
@NullMarked
package vcpucheck.mediator.locked;

import org.jspecify.annotations.NullMarked;
