/**
 * Model checks as tests: {@link vcpucheck.checker.junit.ModelCheck} on a method that returns a
 * model makes a test of it for each memory model.
 *
 * <p>It is an engine of the JUnit Platform and stands beside Jupiter's, because a test method of
 * Jupiter must return nothing.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.junit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
