/**
 * What the mediator needs of Xen itself: domains, the second-stage map, pages and their references,
 * the Xen heap, registers and error numbers.
 *
 * <p>Depends on {@code vcpucheck.checker.memory} only. Names follow Xen's.
 */
@NullMarked
package vcpucheck.mediator.xen;

import org.jspecify.annotations.NullMarked;
