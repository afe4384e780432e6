package vcpucheck.checker.story;

import java.util.Optional;

/**
 * That a step finds an older value although another store has been done.
 *
 * @param by the index of the step
 * @param found the index of the step whose store it finds; empty if that is the start's
 * @param value what it finds, or makes of it, as text
 * @param store the index of the step with the newest store that it misses
 * @param vcpu the index of that step's vCPU
 * @param isBuffered whether the store waits in the buffer of its vCPU; if not, memory has it, and
 *     nothing orders the step after it
 * @param arrival the index of the step by which it leaves the buffer; empty if it never does
 */
public record Missed(
    int by,
    Optional<Integer> found,
    String value,
    int store,
    int vcpu,
    boolean isBuffered,
    Optional<Integer> arrival) {}
