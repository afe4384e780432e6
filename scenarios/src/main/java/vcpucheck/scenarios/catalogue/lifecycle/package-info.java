/** Creation and destruction of domains, and domains beside each other. */
@NullMarked
package vcpucheck.scenarios.catalogue.lifecycle;

import org.jspecify.annotations.NullMarked;
