/** How a scenario is put together: its lesson, its expectations, its program. */
@NullMarked
package vcpucheck.scenarios.catalogue.builder;

import org.jspecify.annotations.NullMarked;
