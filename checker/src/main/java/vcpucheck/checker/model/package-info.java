/** What a user writes: vCPU programs, properties, and the model that joins them. */
@NullMarked
package vcpucheck.checker.model;

import org.jspecify.annotations.NullMarked;
