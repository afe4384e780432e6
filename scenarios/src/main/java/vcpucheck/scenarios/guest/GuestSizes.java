package vcpucheck.scenarios.guest;

/**
 * How large a {@link Guest} is.
 *
 * @param vcpus how many vCPUs make calls
 * @param cookies how many shared-memory structs there are at once
 * @param pagesPerBuffer pages of each buffer, at least 1
 * @param listEntries addresses in one page of a page list
 * @param sleepers how many threads of OP-TEE can wait for each other; 0 if none does
 * @param waits whether a call that finds every thread busy waits for one
 * @param queuesLate whether it queues only after it found that: a weakening
 */
public record GuestSizes(
    int vcpus,
    int cookies,
    int pagesPerBuffer,
    int listEntries,
    int sleepers,
    boolean waits,
    boolean queuesLate) {}
