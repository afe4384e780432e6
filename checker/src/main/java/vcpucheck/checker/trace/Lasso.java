package vcpucheck.checker.trace;

/**
 * How an interleaving goes on for ever: after its last step everything is as it was before one of
 * the others.
 *
 * @param doomed after how many steps the violation cannot be avoided
 * @param loop the index of the first of the steps that repeat for ever; the last step is the last
 *     of them
 */
public record Lasso(int doomed, int loop) {}
