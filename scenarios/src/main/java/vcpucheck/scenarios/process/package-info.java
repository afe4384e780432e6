/** Work in a Java process of its own: tools that start processes, load agents or may hang. */
@NullMarked
package vcpucheck.scenarios.process;

import org.jspecify.annotations.NullMarked;
