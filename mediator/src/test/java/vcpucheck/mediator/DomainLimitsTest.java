package vcpucheck.mediator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.Quota;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.StageTwo;

/** One domain may have other limits than the others. */
final class DomainLimitsTest {
  private static final Limits COMMON = new Limits(2, 2, 2, 5, 2);
  private static final Limits NARROW = new Limits(1, 1, 1, 2, 2);
  private static final long BASE = 0x4000_0000L;

  private static MediatorConfig config(Variant variant) {
    return MediatorConfig.of(
            Behaviour.of(Revision.XEN_4_22, COMMON), new StructPools.Capacity(2, 4, 4, 4))
        .with(variant)
        .with(2, NARROW);
  }

  @ParameterizedTest
  @EnumSource
  void each_domain_is_held_to_its_own(Variant variant) {
    Memory memory = NativeMemory.create();
    Machine machine = new Machine(memory, StageTwo.Kind.FIXED, 4);
    Domain common = new Domain(machine, 1, BASE);
    Domain narrow = new Domain(machine, 2, BASE);
    Mediator mediator =
        new Mediator(
            machine, List.of(common, narrow), new ThreadedTee(machine, false), config(variant));
    assertEquals(COMMON, mediator.context(common).limits());
    assertEquals(NARROW, mediator.context(narrow).limits());
    assertEquals(2, admitted(mediator.context(common).tables().quota()));
    assertEquals(1, admitted(mediator.context(narrow).tables().quota()));
  }

  /** How many buffers of one page, up to three, get in. */
  private static int admitted(Quota quota) {
    int admitted = 0;
    for (int buffer = 0; buffer < 3; buffer++) {
      admitted += quota.reserve(1) ? 1 : 0;
    }
    return admitted;
  }

  @ParameterizedTest
  @EnumSource
  void calls_too(Variant variant) {
    Memory memory = NativeMemory.create();
    Machine machine = new Machine(memory, StageTwo.Kind.FIXED, 4);
    Domain narrow = new Domain(machine, 2, BASE);
    Mediator mediator =
        new Mediator(machine, List.of(narrow), new ThreadedTee(machine, false), config(variant));
    Quota quota = mediator.context(narrow).tables().quota();
    assertTrue(quota.reserveCall());
    assertFalse(quota.reserveCall());
  }

  @Test
  void page_lists_are_the_same_for_all() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> config(Variant.LOCKED).with(1, new Limits(1, 1, 1, 2, 3)));
    assertEquals(
        "page lists have as many entries for every domain: listEntries=3, of other domains=2",
        e.getMessage());
  }
}
