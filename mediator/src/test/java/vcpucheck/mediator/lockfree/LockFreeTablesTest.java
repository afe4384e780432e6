package vcpucheck.mediator.lockfree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

class LockFreeTablesTest {
  /** Tables that are scanned in the order of their slots tell slots apart. */
  private static final Options LOWEST = Options.defaults().with(Slab.Reuse.LOWEST);

  private static final Behaviour XEN = Behaviour.of(Revision.XEN_4_22, new Limits(2, 2, 3, 5, 2));

  /** The models, by what their vCPUs do. */
  enum Shape {
    SAME_COOKIE_TWICE,
    SAME_COOKIE_THRICE,
    REGISTER_AND_FREE,
    USE_AND_REMOVE,
    TWO_USES_AND_REMOVE,
    REUSE_ONCE,
    REUSE_TWICE,
    RIGHTS,
    RPC_PAGES,
    TWO_CLAIMS,
    THREE_CLAIMS,
    END_AND_CLAIM,
    EDGE,
    LAST_PLACE;

    private Program build(Memory memory, Behaviour behaviour) {
      return switch (this) {
        case SAME_COOKIE_TWICE -> TableModels.sameCookie(memory, behaviour, 2);
        case SAME_COOKIE_THRICE -> TableModels.sameCookie(memory, behaviour, 3);
        case REGISTER_AND_FREE -> TableModels.registerAndFree(memory, behaviour);
        case USE_AND_REMOVE -> TableModels.useAndRemove(memory, behaviour, 1);
        case TWO_USES_AND_REMOVE -> TableModels.useAndRemove(memory, behaviour, 2);
        case REUSE_ONCE -> TableModels.reuse(memory, behaviour, 1);
        case REUSE_TWICE -> TableModels.reuse(memory, behaviour, 2);
        case RIGHTS -> TableModels.rights(memory, behaviour);
        case RPC_PAGES -> TableModels.rpcPages(memory, behaviour);
        case TWO_CLAIMS -> TableModels.claims(memory, behaviour, 2);
        case THREE_CLAIMS -> TableModels.claims(memory, behaviour, 3);
        case END_AND_CLAIM -> TableModels.endAndClaim(memory, behaviour);
        case EDGE -> TableModels.edge(memory, behaviour);
        case LAST_PLACE -> TableModels.lastPlace(memory, behaviour);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_interleaving_is_right(Shape shape) {
    assertInstanceOf(Verdict.Verified.class, explore(shape, XEN), shape::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "SCAN_THEN_INSERT, SAME_COOKIE_TWICE, unique-cookies",
    "CLAIM_THEN_FILL, REUSE_ONCE, right-buffer",
    "BARE_INDEX, REUSE_ONCE, right-buffer",
    "ONE_BIT_GENERATION, REUSE_TWICE, right-buffer",
    "NO_REFERENCE, USE_AND_REMOVE, memory-safety",
    "PLAIN_INCREMENT, USE_AND_REMOVE, memory-safety",
    "FREE_UNDER_READERS, USE_AND_REMOVE, memory-safety",
    "TWO_STEP_RESERVE, EDGE, both-fit"
  })
  void a_naive_design_is_caught(Mutant naive, Shape shape, String property) {
    Verdict.Violated violated =
        assertInstanceOf(Verdict.Violated.class, explore(shape, XEN.with(naive)));
    assertEquals(property, violated.counterexample().property());
  }

  /**
   * One reference is not counted, or one generation not looked at. Six steps take the buffer out
   * and free it, four find it, one may pin it, and one uses it.
   */
  @ParameterizedTest
  @CsvSource({"NO_REFERENCE, 11", "PLAIN_INCREMENT, 12", "FREE_UNDER_READERS, 12"})
  void a_use_after_free_has_a_shortest_counterexample(Mutant naive, int steps) {
    for (Reductions reductions : List.of(Reductions.none(), Reductions.all())) {
      Verdict verdict =
          Checker.of(memory -> Shape.USE_AND_REMOVE.build(memory, XEN.with(naive)))
              .with(LOWEST.with(reductions))
              .run()
              .verdict();
      Counterexample found = assertInstanceOf(Verdict.Violated.class, verdict).counterexample();
      assertEquals(BuiltInProperty.MEMORY_SAFETY.label(), found.property());
      assertTrue(found.message().startsWith("use after free"), found::message);
      assertEquals(steps, found.steps().size());
    }
  }

  @Test
  void a_limit_that_is_checked_before_it_is_taken_is_caught() {
    Behaviour behaviour = XEN.with(Mutant.CHECK_THEN_INC);
    Verdict.Violated violated =
        assertInstanceOf(Verdict.Violated.class, explore(Shape.LAST_PLACE, behaviour));
    assertEquals("one-inside", violated.counterexample().property());
  }

  /** One bit is enough for one reuse, which no bit is not: it is the wrap that is caught above. */
  @ParameterizedTest
  @EnumSource(names = {"REUSE_ONCE", "USE_AND_REMOVE"})
  void one_bit_outlasts_one_reuse(Shape shape) {
    assertInstanceOf(Verdict.Verified.class, explore(shape, XEN.with(Mutant.ONE_BIT_GENERATION)));
  }

  private static Verdict explore(Shape shape, Behaviour behaviour) {
    return Checker.of(memory -> shape.build(memory, behaviour)).with(LOWEST).run().verdict();
  }
}
