package vcpucheck.scenarios.world;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.OpteeDomain;
import vcpucheck.mediator.table.Quota;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.table.Tables;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.scenarios.property.WorldView;
import vcpucheck.scenarios.tee.ArgumentPage;
import vcpucheck.scenarios.tee.Partition;

/**
 * What a guest and OP-TEE can observe when every vCPU has ended, beside what {@linkplain
 * vcpucheck.scenarios.guest.GuestVcpu calls have returned}: the one place that says so, for every
 * scenario. Lists are named by cookies and threads, not by structs, and pages of the hypervisor not
 * at all.
 */
final class Observables {
  private Observables() {}

  /** Of a domain with a mediator, a guest and an OP-TEE. */
  static List<Property> of(WorldView world) {
    String name = world.domain().name() + " ";
    OpteeDomain context = world.context();
    Partition tee = world.partition();
    return List.of(
        Property.observable(name + "memory", () -> memory(world)),
        Property.observable(name + "pins", () -> pins(world)),
        Property.observable(name + "quota", () -> quota(context.quota())),
        Property.observable(name + "calls", () -> calls(context.calls())),
        Property.observable(name + "argument pages", () -> argumentPages(context.rpcs())),
        Property.observable(name + "buffers", () -> buffers(context.buffers())),
        Property.observable(
            name + "OP-TEE threads",
            () -> "waiting " + tee.suspended() + ", cached " + pages(tee.argumentPages())),
        Property.observable(
            name + "OP-TEE objects",
            () -> list(tee.objects().stream().map(one -> one.cookie() + " " + one.kind()))),
        Property.observable(name + "crashed", () -> Boolean.toString(world.domain().isCrashed())));
  }

  /** Of tables without a mediator: what a guest or OP-TEE would find. */
  static List<Property> of(Tables tables) {
    return List.of(
        Property.observable("quota", () -> quota(tables.quota())),
        Property.observable("calls", () -> calls(tables.calls().snapshot())),
        Property.observable("argument pages", () -> argumentPages(tables.rpcs().snapshot())),
        Property.observable("buffers", () -> buffers(tables.buffers().snapshot())));
  }

  private static String list(Stream<String> items) {
    return items.collect(joining(", ", "[", "]"));
  }

  private static String memory(WorldView world) {
    return list(
        world.machine().guestPages().stream()
            .filter(page -> isOf(page, world))
            .map(page -> "page " + page.number() + " words=" + page.content().get().words()));
  }

  private static boolean isOf(GuestPage page, WorldView world) {
    return page.ownerId() == world.domain().id() && !page.content().get().words().isEmpty();
  }

  private static String pins(WorldView world) {
    return list(
        world.machine().guestPages().stream()
            .filter(page -> page.references() > 1)
            .map(page -> page.number() + " x" + (page.references() - 1)));
  }

  private static String quota(Quota quota) {
    return "calls=" + quota.calls() + " buffers=" + quota.buffers() + " pages=" + quota.pages();
  }

  private static String calls(List<StdCall> calls) {
    return list(
        calls.stream()
            .map(
                call ->
                    (call.inFlight().get() == 0 ? "thread " : "in flight, thread ")
                        + call.opteeThreadId().get()));
  }

  private static String argumentPages(List<ShmRpc> pages) {
    return list(pages.stream().map(page -> "" + page.cookie().get()));
  }

  private static String buffers(List<ShmBuffer> buffers) {
    return list(buffers.stream().map(Observables::buffer));
  }

  private static String buffer(ShmBuffer buffer) {
    return buffer.cookie().get() + " with " + buffer.pageCount().get() + " pages";
  }

  private static String pages(List<ArgumentPage> pages) {
    return list(pages.stream().map(page -> "" + page.cookie()));
  }
}
