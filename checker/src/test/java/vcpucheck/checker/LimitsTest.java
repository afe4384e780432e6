package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.model.Model;

/** A search that gives up never says verified, and one that need not give up does. */
final class LimitsTest {
  private static final Model SMALL = new CasCounter(3, 3);
  private static final Model LARGE = new CasCounter(4, 4);

  private static Result run(Model model, Options options) {
    return Checker.of(model).with(options).run();
  }

  private static String reason(Result result) {
    return ((Verdict.Incomplete) result.verdict()).reason();
  }

  /** The orders, stores and reductions that explore everything. */
  private static Stream<Options> exhaustive() {
    Options plain = Options.defaults().with(Reductions.none());
    return Stream.of(
        plain,
        Options.defaults(),
        plain.with(Options.Order.DFS),
        plain.with(Options.Order.SWITCHES),
        plain.with(Options.Store.COLLAPSED),
        plain.with(Options.Store.FINGERPRINT),
        Options.defaults().with(Options.Order.DFS).with(Options.Store.FINGERPRINT));
  }

  @ParameterizedTest
  @MethodSource("exhaustive")
  void a_limit_of_as_many_states_as_there_are_is_enough(Options options) {
    long states = run(SMALL, options).stats().states();
    Result enough = run(SMALL, options.with(Limits.none().withStates(states)));
    assertEquals("verified", enough.verdict().word());
    assertEquals(states, enough.stats().states());
    Result tooFew = run(SMALL, options.with(Limits.none().withStates(states - 1)));
    assertEquals("the state limit was reached: states=" + (states - 1), reason(tooFew));
    assertEquals(states - 1, tooFew.stats().states());
    assertEquals(new Interleavings.Unknown(), tooFew.stats().interleavings());
  }

  @ParameterizedTest
  @MethodSource("exhaustive")
  void a_limit_of_one_state(Options options) {
    Result result = run(SMALL, options.with(Limits.none().withStates(1)));
    assertEquals("the state limit was reached: states=1", reason(result));
  }

  @ParameterizedTest
  @MethodSource("exhaustive")
  void a_limit_of_time(Options options) {
    Result result = run(LARGE, options.with(Limits.none().withTime(Duration.ofNanos(1))));
    assertEquals("the time limit was reached: time=PT0.000000001S", reason(result));
  }

  @ParameterizedTest
  @MethodSource("exhaustive")
  void a_limit_of_memory(Options options) {
    Result result = run(SMALL, options.with(Limits.none().withBytes(1)));
    assertTrue(reason(result).startsWith("the memory limit was reached: bytes="), reason(result));
  }

  @ParameterizedTest
  @MethodSource("exhaustive")
  void a_monitor_that_wants_to_stop(Options options) {
    ProgressListener impatient =
        new ProgressListener() {
          @Override
          public boolean wantsToStop() {
            return true;
          }

          @Override
          public void progress(Progress progress) {}
        };
    Result result = Checker.of(LARGE).with(options).with(impatient).run();
    assertEquals("it was interrupted", reason(result));
  }

  /** Lets memory run out in each search that follows the first. */
  private static final class Greedy implements ProgressListener {
    private boolean isFirstOver;

    @Override
    public boolean wantsToStop() {
      if (isFirstOver) {
        throw new OutOfMemoryError("planted");
      }
      return false;
    }

    @Override
    public void progress(Progress progress) {
      isFirstOver |= progress.frontier() == 0;
    }
  }

  @Test
  void what_was_found_before_memory_ran_out_stays_found() {
    Checker checker = Checker.of(new Peterson(1, true));
    Outcomes whole = checker.outcomes();
    Outcomes partial = checker.with(new Greedy()).outcomes();
    assertTrue(whole.isExhaustive());
    assertFalse(partial.isExhaustive());
    assertEquals("violated", partial.result().verdict().word());
    assertEquals(whole.violated(), partial.violated());
    assertTrue(whole.ends().containsAll(partial.ends()));
  }

  @ParameterizedTest
  @EnumSource
  void a_violation_found_within_a_limit_is_a_violation(Options.Order order) {
    Options options = Options.defaults().with(order).with(Reductions.none());
    Model wrong = new Peterson(1, true);
    long states = run(wrong, options).stats().states();
    Result result = run(wrong, options.with(Limits.none().withStates(states)));
    assertEquals("violated", result.verdict().word());
  }

  @Test
  void random_walks_never_verify() {
    Result result = run(new CasCounter(2, 1), Options.defaults().with(Options.Order.RANDOM));
    assertEquals(
        "random walks do not cover every interleaving, however many there are", reason(result));
  }

  @Test
  void only_fingerprints_can_miss_states() {
    assertEquals(new Verdict.Verified(0), run(SMALL, Options.defaults()).verdict());
    Result result =
        run(SMALL, Options.defaults().with(Options.Store.FINGERPRINT).with(Reductions.none()));
    double miss = ((Verdict.Verified) result.verdict()).missProbability();
    double pairs = 2476.0 * 2475.0 / 2;
    assertTrue(miss >= pairs / Math.pow(2, 64), "at least the chance that two of them collide");
    assertTrue(miss < 1e-9, "small: " + miss);
  }

  @ParameterizedTest
  @EnumSource(names = {"SWITCHES", "RANDOM"})
  void orders_that_come_back_to_states_need_them_whole(Options.Order order) {
    Options.Builder wrong = Options.builder().order(order).store(Options.Store.FINGERPRINT);
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, wrong::build);
    assertEquals(
        "an order that comes back to states needs them whole: order="
            + order
            + ", store=FINGERPRINT; use an exact store",
        e.getMessage());
  }
}
