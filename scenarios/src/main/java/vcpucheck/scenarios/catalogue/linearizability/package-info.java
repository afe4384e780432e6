/** The tables alone, checked against a sequential specification. */
@NullMarked
package vcpucheck.scenarios.catalogue.linearizability;

import org.jspecify.annotations.NullMarked;
