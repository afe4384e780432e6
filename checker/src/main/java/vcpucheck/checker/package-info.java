/**
 * A deterministic concurrency model checker for Java code on simulated vCPUs. {@link
 * vcpucheck.checker.Checker} is the way in; options, limits, verdicts and results are values.
 *
 * <p>A {@link vcpucheck.checker.model.Model} makes shared state in a {@link
 * vcpucheck.checker.memory.Memory} and says which programs run on it and what must hold. {@code
 * engine} compiles the programs lazily and searches; {@code machine} says what memory does; {@code
 * trace} holds the interleavings that were found; {@code report} and {@code cli} show them.
 *
 * <table>
 * <caption>Words</caption>
 * <tr><th>model<td>shared state, programs on it, and properties: what is checked
 * <tr><th>vCPU<td>a virtual processor: one sequence of operations
 * <tr><th>cell<td>a shared variable of the code under test
 * <tr><th>slab, slot<td>a pool of structs of one type, with reuse; one struct of it
 * <tr><th>operation<td>an access to a cell, lock or slab: nothing comes between its parts
 * <tr><th>step<td>a part of a vCPU's program between two local states
 * <tr><th>scope<td>a call or a loop in code under test: where history is forgotten
 * <tr><th>automaton, node<td>a vCPU's program as far as it was run; a place at which it waits for
 *     the result of its next operation
 * <tr><th>variable, value, code<td>what the machine keeps of a cell; a number, or the number of an
 *     object; the position of a value among those that the variable ever had
 * <tr><th>state<td>the codes of all variables and the nodes of all vCPUs
 * <tr><th>transition, block<td>what leads from a state to the next: an operation, or several of one
 *     vCPU
 * <tr><th>interleaving<td>an order of operations from the start to an end
 * <tr><th>switch, preemption<td>another vCPU goes on; and the first one could have
 * <tr><th>cut<td>a state behind which nothing is looked at, because an assumption does not hold
 * <tr><th>daemon<td>a vCPU that need not end
 * <tr><th>twins<td>vCPUs with the same program, which are interchangeable
 * <tr><th>validated<td>checked that histories that were merged go on alike
 * <tr><th>verified, violated, incomplete<td>the three kinds of verdicts: see {@link
 *     vcpucheck.checker.model.VerdictKind}
 * </table>
 */
@API(status = API.Status.STABLE)
@NullMarked
package vcpucheck.checker;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
