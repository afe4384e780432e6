package vcpucheck.mediator.lockfree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

class LockFreeTablesTest {
  private static final Behaviour XEN = Behaviour.of(Revision.XEN_4_22, new Limits(2, 2, 3, 5, 2));

  /** The models, by what their vCPUs do. */
  enum Shape {
    SAME_COOKIE_TWICE((memory, behaviour) -> TableModels.sameCookie(memory, behaviour, 2)),
    SAME_COOKIE_THRICE((memory, behaviour) -> TableModels.sameCookie(memory, behaviour, 3)),
    REGISTER_AND_FREE(TableModels::registerAndFree),
    USE_AND_REMOVE((memory, behaviour) -> TableModels.useAndRemove(memory, behaviour, 1)),
    TWO_USES_AND_REMOVE((memory, behaviour) -> TableModels.useAndRemove(memory, behaviour, 2)),
    REUSE_ONCE((memory, behaviour) -> TableModels.reuse(memory, behaviour, 1)),
    REUSE_TWICE((memory, behaviour) -> TableModels.reuse(memory, behaviour, 2)),
    RIGHTS(TableModels::rights),
    RPC_PAGES(TableModels::rpcPages),
    TWO_CLAIMS((memory, behaviour) -> TableModels.claims(memory, behaviour, 2)),
    THREE_CLAIMS((memory, behaviour) -> TableModels.claims(memory, behaviour, 3)),
    END_AND_CLAIM(TableModels::endAndClaim),
    EDGE(TableModels::edge),
    LAST_PLACE(TableModels::lastPlace);

    private final TableModels.Shape shape;

    Shape(TableModels.Shape shape) {
      this.shape = shape;
    }

    private Program build(Memory memory, Behaviour behaviour) {
      return shape.build(memory, behaviour);
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
    "PLAIN_INCREMENT, USE_AND_REMOVE, memory-safety",
    "FREE_UNDER_READERS, USE_AND_REMOVE, memory-safety",
    "TWO_STEP_RESERVE, EDGE, both-fit",
    "CHECK_THEN_INC, LAST_PLACE, one-inside"
  })
  void a_naive_design_is_caught(Mutant mutant, Shape shape, String property) {
    Verdict.Violated violated =
        assertInstanceOf(Verdict.Violated.class, explore(shape, XEN.with(mutant)));
    assertEquals(property, violated.counterexample().property());
  }

  /** One bit is enough for one reuse, which no bit is not: it is the wrap that is caught above. */
  @ParameterizedTest
  @EnumSource(names = {"REUSE_ONCE", "USE_AND_REMOVE"})
  void one_bit_outlasts_one_reuse(Shape shape) {
    assertInstanceOf(
        Verdict.Verified.class, explore(shape, XEN.with(Mutant.ONE_BIT_GENERATION)));
  }

  private static Verdict explore(Shape shape, Behaviour behaviour) {
    Result result = Checker.of(memory -> shape.build(memory, behaviour)).run();
    System.err.println(
        shape
            + " "
            + behaviour.mutants()
            + " "
            + result.verdict().word()
            + " states="
            + result.stats()
            + " "
            + result.elapsed().toMillis()
            + " ms");
    return result.verdict();
  }
}
