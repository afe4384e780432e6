/**
 * What a project that brings its own models offers to the command line: a {@link
 * vcpucheck.checker.catalogue.Catalogue} found through {@link java.util.ServiceLoader}.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.catalogue;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
