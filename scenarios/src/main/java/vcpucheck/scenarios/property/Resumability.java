package vcpucheck.scenarios.property;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.table.StdCall;

/**
 * At the end, each waiting thread of OP-TEE has exactly one call that can be resumed, and the other
 * way round.
 */
public final class Resumability {
  /** The property's name. */
  public static final String NAME = "resumability";

  private Resumability() {}

  /** The property: P7 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.atEnd(NAME, () -> problem(world));
  }

  private static Optional<String> problem(WorldView world) {
    List<StdCall> calls = world.context().calls();
    if (calls.stream().anyMatch(call -> call.inFlight().get() != 0)) {
      return Optional.of("a call is in flight although no vCPU drives it");
    }
    List<Integer> ids = calls.stream().map(call -> call.opteeThreadId().get()).sorted().toList();
    List<Integer> waiting = world.partition().suspended();
    return ids.equals(waiting)
        ? Optional.empty()
        : Optional.of("threads " + waiting + " of OP-TEE wait, but the calls have threads " + ids);
  }
}
