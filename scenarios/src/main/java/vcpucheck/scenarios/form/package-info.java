/** The forms of the mediator, and of what surrounds it, by the names that users write. */
@NullMarked
package vcpucheck.scenarios.form;

import org.jspecify.annotations.NullMarked;
