/**
 * The explorer: compiles vCPU programs lazily into automata and searches the product of automata
 * and machine.
 *
 * <p>Code under test is a function from the values that it has read to its next operation. {@link
 * vcpucheck.checker.engine.Automaton} unfolds that function, one operation at a time, by running
 * the Java code against recorded results until it asks for an operation that has none; {@link
 * vcpucheck.checker.engine.Exploration} then searches over small integer vectors and never runs
 * Java again for what it has seen.
 *
 * <p>What is forgotten. A node of an automaton is a <em>position</em>: a root (step and local
 * state) and what was observed since. Leaving a {@code call} scope replaces everything observed
 * inside by the returned value, coming round a {@code loop} replaces it by the loop state, and
 * ending a step by the next local state. Positions with equal keys are one position; that is sound
 * if the code that follows cannot tell the histories apart, which {@link
 * vcpucheck.checker.engine.Validator} checks.
 *
 * <p>What is remembered. A {@link vcpucheck.checker.engine.StateStore} has the states, or their
 * fingerprints, by number; a {@link vcpucheck.checker.engine.StateIndex} finds the number in an
 * array of 32-bit entries. Hashes do not depend on the layout, so that a new one moves states and
 * leaves the index as it is, and that of a transition's target comes of its source's. What a search
 * waits for is memory, so look-ups are done in blocks: first every entry is fetched, then every
 * state. Workers share the index, claim its entries with a compare-and-swap, and keep what they
 * have expanded through all phases of a {@link vcpucheck.checker.engine.Batch}; were the index
 * shared out by hash, each would look up what others have in their caches. Wide states differ
 * mostly in their first words, with the vCPUs' nodes: a {@link
 * vcpucheck.checker.engine.CollapsedArena} keeps the other words once for all states that share
 * them.
 *
 * <p>What is left out. {@link vcpucheck.checker.engine.BlockExpander} makes a block of operations
 * one transition, and argues why no verdict is lost; what it assumes of variables is in {@link
 * vcpucheck.checker.engine.Sharing}, which notices when it fails. vCPUs that run one program from
 * one local state are interchangeable ({@link vcpucheck.checker.machine.Machine#sortTwins}), for
 * nothing that programs, properties or machines see names a vCPU; where it is asked who goes round
 * for ever, they are told apart. The slots of a slab are not interchangeable, though which slot is
 * whose is what most states of a mediator differ in: to rename slots in a state means to rename
 * them in what its vCPUs have observed, in Java values that the engine cannot look into. {@link
 * vcpucheck.checker.engine.CycleFinder} says what becomes of endless executions.
 */
@NullMarked
package vcpucheck.checker.engine;

import org.jspecify.annotations.NullMarked;
