/**
 * The mediator under Lincheck: is each operation as if it took place at one moment?
 *
 * <p>Operations are defined once, in an abstract class; its nested classes do them on a form of the
 * mediator, or as the specification has it. Lincheck runs them on real threads: it model checks
 * with a bounded number of switches between threads, and it stresses.
 */
@NullMarked
package vcpucheck.scenarios.lincheck;

import org.jspecify.annotations.NullMarked;
