/**
 * What the mediator's tables should do: the operations of both variants, as values and as calls.
 *
 * <p>A {@link vcpucheck.scenarios.spec.TableOperation} is what one vCPU asks of the tables in one
 * go. {@link vcpucheck.scenarios.spec.TableSpecification} says what it answers when no other vCPU
 * runs, and {@link vcpucheck.scenarios.spec.MediatorTables} asks the tables themselves; every judge
 * of linearizability compares these two.
 *
 * <p>The specification is strict: what fits is admitted, and what is admitted is there. So a
 * registration is two operations here, its reservation and its insertion, as they are two in C: the
 * mediator counts a buffer before it looks whether the cookie is taken, and counts it until its
 * pages are unpinned, so that the two together cannot seem to be one step in any variant. A call's
 * count and its place in the list can, since a call in flight cannot be found.
 */
@NullMarked
package vcpucheck.scenarios.spec;

import org.jspecify.annotations.NullMarked;
