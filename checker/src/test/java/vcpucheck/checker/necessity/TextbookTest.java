package vcpucheck.checker.necessity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.Strength;

/** Which orderings textbook algorithms need, and the weakest that they can do with. */
final class TextbookTest {
  /* A word is a site, in the order of lines: its kind, and what is enough of what the code says. */
  private static Stream<Arguments> algorithms() {
    return Stream.of(
        Arguments.of(
            "queue lock",
            Textbook.queueLock(
                Access.ACQUIRE, Access.RELEASE, Access.ACQUIRE_RELEASE, Access.OPAQUE),
            "update=acquire_release store=release load=acquire load=acquire update=release"
                + " load=acquire store=release"),
        Arguments.of(
            "queue lock, from sequentially consistent accesses",
            Textbook.queueLock(Access.VOLATILE, Access.VOLATILE, Access.VOLATILE, Access.VOLATILE),
            "store=opaque store=opaque update=acquire_release store=release load=acquire"
                + " load=acquire update=release load=acquire store=release"),
        Arguments.of("stack", Textbook.stack(), "update=release load=acquire"),
        Arguments.of(
            "sequence lock",
            Textbook.sequenceLock(),
            "fence=store_store_fence store=release load=acquire fence=acquire_fence"),
        Arguments.of(
            "queue",
            Textbook.queue(),
            "load=opaque load=opaque update=opaque update=release update=opaque load=opaque"
                + " load=opaque load=acquire update=opaque update=opaque"),
        Arguments.of(
            "work stealing",
            Textbook.workStealing(),
            "load=opaque fence=full_fence load=acquire update=opaque load=opaque"
                + " fence=store_store_fence fence=full_fence update=opaque"),
        Arguments.of(
            "bounded queue, each place used once",
            Textbook.boundedQueue(1),
            "load=opaque store=release load=acquire store=opaque"),
        Arguments.of(
            "bounded queue, places used again",
            Textbook.boundedQueue(2),
            "load=acquire store=release load=acquire store=release"));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void minima(String name, Model model, String expected) {
    Necessity necessity =
        new NecessityAnalysis(
                model,
                Options.defaults().with(MemoryModel.RC11),
                ProgressListener.NONE,
                () -> false)
            .run();
    assertEquals(expected, minimum(necessity), name);
  }

  private static String minimum(Necessity necessity) {
    return necessity.minimum().orElseThrow().entrySet().stream()
        .map(entry -> word(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String word(AccessSite site, Strength strength) {
    return (site.kind() + "=" + strength).toLowerCase(Locale.ROOT);
  }

  /** Each of the queue lock's weaker orderings, and what notices it. */
  @Test
  void a_queue_lock_hangs_if_its_link_is_relaxed() {
    Necessity necessity =
        new NecessityAnalysis(
                Textbook.queueLock(
                    Access.ACQUIRE, Access.RELEASE, Access.ACQUIRE_RELEASE, Access.OPAQUE),
                Options.defaults().with(MemoryModel.RC11),
                ProgressListener.NONE,
                () -> false)
            .run();
    assertEquals(
        List.of(
            "UPDATE=ACQUIRE deadlock",
            "UPDATE=RELEASE deadlock",
            "STORE=OPAQUE deadlock",
            "LOAD=OPAQUE no-data-race",
            "LOAD=OPAQUE deadlock",
            "UPDATE=OPAQUE no-data-race",
            "LOAD=OPAQUE deadlock",
            "STORE=OPAQUE no-data-race"),
        necessity.sites().stream().flatMap(TextbookTest::noticed).toList());
  }

  private static Stream<String> noticed(SiteNeed need) {
    return need.trials().stream()
        .map(
            trial ->
                need.site().kind()
                    + "="
                    + trial.weaker()
                    + " "
                    + trial.reason().substring(0, trial.reason().indexOf(':')));
  }
}
