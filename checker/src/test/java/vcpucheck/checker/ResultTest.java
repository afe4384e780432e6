package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Sets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;

/** What a library user does with a result, and with a search. */
final class ResultTest {
  private static Model increments(boolean isMended) {
    return memory -> {
      IntCell counter = memory.intCell("counter");
      Runnable increment =
          isMended ? () -> counter.getAndAdd(1) : () -> counter.set(counter.get() + 1);
      return Program.builder()
          .vcpus(2, increment)
          .atEnd("no lost update", () -> counter.get() == 2)
          .build();
    };
  }

  @Test
  void what_holds_passes() {
    Result result = Checker.of(increments(true)).workers(2).memory(MemoryModel.SC).run();
    assertSame(result, result.assertVerified());
    assertTrue(result.counterexample().isEmpty());
    assertTrue(result.text().startsWith("VERIFIED: in every interleaving\n  covered  "));
    assertThrows(AssertionError.class, () -> result.assertViolated("no lost update"));
  }

  @Test
  void a_failure_shows_the_interleaving() {
    Result result = Checker.of(increments(false)).run();
    assertSame(result, result.assertViolated("no lost update"));
    AssertionError failure = assertThrows(AssertionError.class, result::assertVerified);
    String text = String.valueOf(failure.getMessage());
    assertTrue(text.startsWith("the model must be verified\nVIOLATED: no lost update\n"), text);
    assertTrue(text.contains("Counterexample: 4 operations, 2 context switches"), text);
    assertTrue(text.contains("vcpu0") && text.contains("vcpu1"), text);
    assertFalse(text.contains("--full"), text);
  }

  @Test
  void another_property_is_no_match() {
    Result result = Checker.of(increments(false)).run();
    AssertionError failure =
        assertThrows(AssertionError.class, () -> result.assertViolated("no-data-race"));
    String text = String.valueOf(failure.getMessage());
    assertTrue(text.startsWith("the model must violate no-data-race\nVIOLATED: no lost"), text);
  }

  @Test
  void an_unfinished_search_is_no_verification() {
    Options few = Options.builder().limits(Limits.none().withStates(2)).build();
    Result result = Checker.of(increments(true)).with(few).run();
    AssertionError failure = assertThrows(AssertionError.class, result::assertVerified);
    String text = String.valueOf(failure.getMessage());
    assertTrue(text.contains("INCOMPLETE: no violation in what was covered\n"), text);
  }

  @Test
  void a_property_that_was_not_checked_is_not_verified() {
    Model model =
        memory -> {
          IntCell turn = memory.intCell("turn");
          return Program.builder()
              .vcpu("first", () -> turn.set(1, Access.RELEASE))
              .vcpu("second", () -> turn.await(1))
              .noStuckVcpu()
              .build();
        };
    Checker.of(model).run().assertVerified();
    Options fingerprints = Options.builder().store(Options.Store.FINGERPRINT).build();
    Result result = Checker.of(model).with(fingerprints).run();
    AssertionError failure = assertThrows(AssertionError.class, result::assertVerified);
    String text = String.valueOf(failure.getMessage());
    assertTrue(text.contains("no-stuck-vcpu was not checked"), text);
    assertTrue(text.contains("fingerprints hid a state with a probability of at most"), text);
  }

  @Test
  void time_is_no_part_of_what_was_found() {
    Result result = Checker.of(increments(true)).run();
    Result later =
        new Result(
            result.verdict(),
            result.stats(),
            Duration.ofDays(1),
            result.slabs(),
            result.memory(),
            Coverage.NONE);
    assertEquals(result, later);
    assertEquals(result.hashCode(), later.hashCode());
    assertNotEquals(result, Checker.of(increments(false)).run());
  }

  @Test
  @Timeout(60)
  void interrupting_a_run_stops_the_search() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    CountDownLatch isSearching = new CountDownLatch(1);
    CompletableFuture<Boolean> wasInterrupted = new CompletableFuture<>();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public boolean wantsToStop() {
            isSearching.countDown();
            return false;
          }

          @Override
          public void progress(Progress progress) {}
        };
    Thread caller =
        new Thread(
            () -> {
              try {
                Checker.of(new CasCounter(4, 8)).with(listener).run();
              } catch (CancellationException e) {
                wasInterrupted.complete(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    isSearching.await();
    caller.interrupt();
    assertTrue(wasInterrupted.get(), "the flag is kept");
    Set<Thread> searches =
        Sets.filter(
            Sets.difference(Thread.getAllStackTraces().keySet(), before),
            thread -> thread.getName().equals("vcpucheck-search"));
    for (Thread search : searches) {
      search.join(10_000);
      assertFalse(search.isAlive(), "no search runs on");
    }
  }
}
