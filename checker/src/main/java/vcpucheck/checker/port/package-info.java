/** What has to change in real code so that it does what a candidate does. */
@NullMarked
package vcpucheck.checker.port;

import org.jspecify.annotations.NullMarked;
