/**
 * The oracle: explores small models by brute force and shares nothing with the engine, so that the
 * two can be compared. Also generates the models to compare them on.
 */
@NullMarked
package vcpucheck.checker.oracle;

import org.jspecify.annotations.NullMarked;
