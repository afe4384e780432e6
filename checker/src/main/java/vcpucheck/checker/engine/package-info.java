/**
 * The explorer: compiles vCPU programs lazily into automata and searches the product of automata
 * and memory machine.
 *
 * <p>Data flows one way: {@code automaton} unfolds code, {@code system} joins automata with a
 * machine and its predicates ({@code property}), {@code reduction} says which successors a state
 * has, {@code search} visits states of a {@code frontier} and keeps them in a {@code store} and a
 * {@code graph}, {@code replay} turns paths into counterexamples. {@link
 * vcpucheck.checker.engine.RefinementLoop} repeats the search until its assumptions hold; {@link
 * vcpucheck.checker.engine.VerdictReader} interprets it.
 *
 * <p>vCPUs that run one program from one local state are interchangeable ({@link
 * vcpucheck.checker.machine.state.StateCodec#canonicalize}), for nothing that programs, properties
 * or machines see names a vCPU; where a cycle is reported, they are told apart. {@link
 * vcpucheck.checker.engine.graph.CycleFinder} says what becomes of endless executions.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
