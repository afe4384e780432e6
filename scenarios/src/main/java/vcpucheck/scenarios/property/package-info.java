/**
 * What must hold: predicates over the state of mediator, OP-TEE and guest pages, in every state or
 * when every vCPU has ended. Conditions visible to one party are asserted in its own code, under a
 * name of its own.
 *
 * <table>
 * <caption>The properties by their numbers</caption>
 * <tr><td>P1 pin safety<td>{@link PinSafety}
 * <tr><td>P2 shadow safety<td>{@link ShadowSafety}; that OP-TEE touches no freed page is P3
 * <tr><td>P3 memory safety<td>"memory-safety" and "debug-assertion", in every model
 * <tr><td>P4 balance<td>{@link PinsBalanced}; "no-leak" where a domain ends
 * <tr><td>P5 quota<td>{@link QuotaBounded} always, {@link QuotaExact} at the end
 * <tr><td>P6 no spurious refusal<td>{@code guest.Refusal}: "no-spurious-refusal"
 * <tr><td>P7 resumability<td>{@link Resumability}
 * <tr><td>P8 single driver<td>{@code tee.OpTee}: "single-driver"
 * <tr><td>P9 progress<td>"deadlock", in every model: a task that waits forever
 * <tr><td>P10 isolation<td>{@link Isolation}
 * <tr><td>P11 secrecy<td>{@link Secrecy} for memory; {@code guest.Guest} for registers
 * <tr><td>P12 translation<td>{@code tee.GuestBuffers}: "translation"; P1 for addresses that exist
 * <tr><td>P13 teardown<td>"no-leak"; {@code tee.OpTee}: "destroyed-once"; P4, P5
 * <tr><td>P14 faithfulness<td>"faithfulness": {@code tee.OpTee}, and jobs that look at results
 * <tr><td>P15 confinement<td>{@link Confinement}
 * <tr><td>P16 agreement<td>{@link Agreement}; {@code guest.Cookies}: "agreement-with-guest"
 * <tr><td>P17 bounded cost<td>{@link BoundedCost}
 * </table>
 */
@NullMarked
package vcpucheck.scenarios.property;

import org.jspecify.annotations.NullMarked;
