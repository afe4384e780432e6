/**
 * The mediator under jcstress: two real threads on real hardware, and what the explorer says of the
 * same code.
 *
 * <p>A {@link vcpucheck.scenarios.stress.Race Race} is the code of two vCPUs, written once.
 * jcstress runs it over native memory, through one class for each form of the mediator; the
 * explorer runs it over simulated memory and lists every outcome. The table of outcomes that stands
 * at a class is held equal to that list by a test.
 *
 * <p>A race that is there must be seen on the hardware: on a revision of Xen that has it, and, in
 * {@link vcpucheck.scenarios.stress.LastPlaceRace LastPlaceRace}, in a naive design without a lock.
 */
@NullMarked
package vcpucheck.scenarios.stress;

import org.jspecify.annotations.NullMarked;
