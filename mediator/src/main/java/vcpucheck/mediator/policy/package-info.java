/**
 * Which mediator it is: revisions as sets of fixes, deliberate weakenings, limits, and what is said
 * aloud. A leaf.
 */
@NullMarked
package vcpucheck.mediator.policy;

import org.jspecify.annotations.NullMarked;
