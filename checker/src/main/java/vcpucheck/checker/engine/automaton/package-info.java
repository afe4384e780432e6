/**
 * The automata: code under test as a function from the values that it has read to its next
 * operation.
 *
 * <p>An {@link vcpucheck.checker.engine.automaton.Automaton} unfolds that function, one operation
 * at a time, by running the Java code against recorded results until it asks for an operation that
 * has none.
 *
 * <p>What is forgotten. A node of an automaton is a <em>position</em>: a root (step and local
 * state) and what was observed since. Leaving a {@code call} scope replaces everything observed
 * inside by the returned value, coming round a {@code loop} replaces it by the loop state, and
 * ending a step by the next local state. Positions with equal keys are one position; that is sound
 * if the code that follows cannot tell the histories apart, which {@link
 * vcpucheck.checker.engine.automaton.Validator} checks.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package vcpucheck.checker.engine.automaton;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
