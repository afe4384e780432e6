/**
 * The tables without locks: fixed slots, each governed by one 64-bit word, changed by
 * compare-and-exchange. For a port to C: no garbage collector, no double-width exchange.
 *
 * <p>StructPools come from a pool of fixed size, and the slot of a struct is its number in the
 * pool. So an insertion looks for no free slot, and a slot that was seen names a struct that may be
 * stale but is never unmapped memory. A table touches a struct only with a reference to it, or as
 * the vCPU that drives it.
 *
 * <h2>Argument pages and buffers: {@link vcpucheck.mediator.lockfree.CookieSlots CookieSlots}</h2>
 *
 * A slot has a word (ticket, references, state) and a cookie; a table has one more word, its last
 * insertion (ticket, slot).
 *
 * <pre>
 *   EMPTY ──insert: cookie, then word──▶ PENDING(t) ──complete──▶ LIVE(t, r) ──remove, r > 0──▶ DYING(t, r)
 *     ▲                                   │    ▲                    │                              │
 *     ├──────cookie is taken──────────────┘    └─another try: t+n   │ remove, r = 0                │ last use ends
 *     └─────────────────────────────────────────────────────────────┴──────────────────────────────┘
 * </pre>
 *
 * <p><b>Insert.</b> Read the last insertion, (t, s). Complete it: if slot s is PENDING(t), make it
 * LIVE. Scan for the cookie. Make the own slot PENDING(t + 1). Exchange (t, s) for (t + 1, own);
 * that is the linearization point, and if it fails, start again. Then complete it.
 *
 * <p><b>Cookies are unique.</b> Between the read and the exchange of the last insertion nothing was
 * inserted, since each insertion changes that word and tickets never return. All earlier insertions
 * were LIVE or gone before the scan, since each insertion completes the one before. So a cookie
 * that the scan did not see was taken at no time after it. A refusal is linearized where the other
 * struct was seen live.
 *
 * <p><b>Find</b> completes the last insertion, scans, and takes a reference by exchanging LIVE(t,
 * r) for LIVE(t, r + 1): its linearization point. If nothing is found, then there was a moment
 * during the scan when nothing was there: a cookie that is there throughout stays in one slot and
 * is seen; if it was removed and inserted again, it was absent in between. The cookie is read
 * between two looks at the word, of which the second is the exchange.
 *
 * <p><b>Remove</b> is linearized at LIVE → EMPTY or LIVE → DYING. In the first case the caller
 * frees the struct; in the second the last user does. A right to a buffer is asked with a
 * reference; if a table's own reference is the last, it calls the release function, as {@code
 * kref_put} does.
 *
 * <p><b>Age.</b> Tickets are given in the order of insertion, so the lowest is the oldest: what the
 * list's order is in C. With several matches (orphans) a search takes the oldest that it saw.
 *
 * <p><b>ABA.</b> Every exchange on a slot expects a ticket, and a ticket is given once in 89 years.
 * The one store that is not an exchange is that of the vCPU that owns the struct. A late helper
 * expects PENDING of a ticket that no slot has any more, and fails. A lost try has left PENDING
 * with a ticket that another slot won, and the helpers look only there.
 *
 * <h2>Calls: {@link vcpucheck.mediator.lockfree.LockFreeCallTable LockFreeCallTable}</h2>
 *
 * One word per slot: (ticket, thread id, state).
 *
 * <pre>
 *   EMPTY ──insert──▶ IN_FLIGHT(t, no thread) ──release──▶ IDLE(t, id) ──claim(id)──▶ IN_FLIGHT(t, no thread)
 *     ▲                      │                                │
 *     └────────remove────────┴────────────────────────────────┘
 * </pre>
 *
 * <p>A claim takes the call and its thread id in one exchange, its linearization point: the id that
 * C resets outside of the lock is never seen by a second resume. What is in flight has no thread id
 * and cannot be claimed; neither can an idle call without one, so that a call between release and
 * removal is safe from a resume of thread -1. The exchange compares all that a claim depends on, so
 * a word that changed and came back is no matter. While a call is in flight its driver alone
 * writes. Of several calls with one thread id, which OP-TEE never has, a claim takes the oldest
 * that its scan saw.
 *
 * <h2>Limits: {@link vcpucheck.mediator.lockfree.PackedQuota PackedQuota}</h2>
 *
 * Buffers and pages are one word: a reservation gets both in one exchange, its linearization point,
 * or neither, and what is refused was never counted. What is admitted and fails later (a cookie
 * that is taken, a page that cannot be pinned) is counted until it has failed, since pages must not
 * be pinned before they are counted.
 *
 * <h2>Progress</h2>
 *
 * <ul>
 *   <li>Wait-free: insert, release and remove of a call; giving back limits. A test sees that none
 *       of them tries again. (On Arm without LSE, and for 64 bits in Xen's C, an atomic add is
 *       itself a loop.)
 *   <li>Lock-free: all else. An exchange fails only because another succeeded: an insertion of
 *       another (insert), a reference, a removal or a completion (find, remove, end of use), a
 *       claim (claim), a reservation or a return (reserve). Counting a call is one step here, and
 *       in C a loop of {@code cmpxchg} that fails for the same reason.
 *   <li>A scan is bounded by the number of slots. No operation waits, and none is held across a
 *       secure monitor call but for references.
 *   <li>Checked by the explorer, in the models of these tables: no vCPU waits, and no state recurs.
 *       Since a model has finitely many operations, a state that recurs would be an endless
 *       execution that finishes none of them.
 * </ul>
 *
 * <h2>Linearizability</h2>
 *
 * The points above are claims about the operations of these tables, each by itself. Registering a
 * buffer is two of them, reserving and inserting, and freeing it is two, removing and giving back;
 * between the two another vCPU can see the one without the other, as it can in C. That is wanted:
 * pages are counted before they are pinned, and pinned as long as they are counted. The explorer
 * compares the operations with a sequential specification in which whatever fits is admitted; the
 * locked tables fail that with the two steps of their reservation.
 *
 * <h2>Naive designs</h2>
 *
 * What happens if a part is left out: {@code M-bare-index} and {@code M-one-bit-generation} (ABA),
 * {@code M-claim-then-fill} and {@code M-scan-then-insert} (insert), {@code M-plain-increment},
 * {@code M-no-reference} and {@code M-free-under-readers} (reclamation), {@code
 * M-two-step-reserve}, {@code M-check-then-inc} and {@code M-per-cpu-count} (limits). Each is
 * caught.
 *
 * <h2>Reclamation</h2>
 *
 * A struct returns to its pool when it was taken out and its references are 0; no vCPU can take a
 * reference to what is not LIVE. No grace period, so no read section that a secure monitor call
 * could prolong. The number of references is bounded by 4095, more than Xen has vCPUs in a domain.
 *
 * <h2>In Xen's C</h2>
 *
 * <table>
 *   <caption>How each primitive is written with what Xen has</caption>
 *   <tr><th>here</th><th>C</th></tr>
 *   <tr><td>exchange ACQUIRE, RELEASE</td><td>{@code cmpxchg(&word, old, new)}: full barriers, so
 *       stronger than is needed</td></tr>
 *   <tr><td>get OPAQUE, get ACQUIRE</td><td>{@code read_atomic(&word)}, followed by {@code smp_rmb()}
 *       for ACQUIRE: what follows are reads or an exchange</td></tr>
 *   <tr><td>set RELEASE</td><td>{@code smp_mb()}, {@code write_atomic(&word, new)}; {@code smp_wmb()}
 *       is enough where only stores come before</td></tr>
 *   <tr><td>add RELEASE</td><td>{@code smp_mb()} and a loop of {@code cmpxchg}, for there is no
 *       64-bit {@code atomic_t} on Arm; {@code smp_mb()}, {@code atomic_dec()} for calls</td></tr>
 *   <tr><td>fence ACQUIRE</td><td>nothing after {@code cmpxchg}, else {@code smp_mb()}</td></tr>
 *   <tr><td>pool</td><td>an array in {@code struct optee_domain}, and a bitmap with {@code
 *       find_first_zero_bit} and {@code test_and_set_bit}; room for the limit and one more for
 *       each vCPU</td></tr>
 *   <tr><td>getAndAdd OPAQUE, getAndSet</td><td>a loop of {@code cmpxchg}; {@code xchg}</td></tr>
 * </table>
 *
 * <p>On Arm32 64-bit words are exchanged with {@code cmpxchg64} ({@code ldrexd}, {@code strexd})
 * and read by {@code ldrexd}.
 */
@NullMarked
package vcpucheck.mediator.lockfree;

import org.jspecify.annotations.NullMarked;
