package vcpucheck.scenarios.property;

import java.util.Optional;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.OpteeDomain;
import vcpucheck.mediator.policy.Fix;

/** At the end, every counter is the sum over its list. */
public final class QuotaExact {
  /** The property's name. */
  public static final String NAME = "quota-exact";

  private QuotaExact() {}

  /** The property: the second half of P5 of the catalogue. */
  public static Property of(WorldView world) {
    return Property.atEnd(NAME, () -> problem(world));
  }

  private static Optional<String> problem(WorldView world) {
    OpteeDomain context = world.context();
    boolean countsBuffers = world.behaviour().has(Fix.BUFFER_COUNT_LIMIT);
    int buffers = countsBuffers ? context.buffers().size() : 0;
    int pages = context.buffers().stream().mapToInt(buffer -> buffer.pageCount().get()).sum();
    return differs("call_count", context.quota().calls(), context.calls().size())
        .or(() -> differs("optee_shm_buf_pages", context.quota().pages(), pages))
        .or(() -> differs("optee_shm_buf_count", context.quota().buffers(), buffers));
  }

  private static Optional<String> differs(String counter, int count, int sum) {
    return count == sum
        ? Optional.empty()
        : Optional.of(counter + " is " + count + " at the end, but its list amounts to " + sum);
  }
}
