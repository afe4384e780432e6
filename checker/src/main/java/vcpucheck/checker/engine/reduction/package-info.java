/**
 * Successor functions, and what reductions leave out.
 *
 * <p>{@link vcpucheck.checker.engine.reduction.BlockExpander} makes a block of operations one
 * transition, and argues why no verdict is lost; what it assumes of variables is in {@link
 * vcpucheck.checker.engine.reduction.SharingAnalysis}, which notices when an assumption fails.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.reduction;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
