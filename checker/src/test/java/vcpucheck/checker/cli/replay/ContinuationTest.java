package vcpucheck.checker.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.report.ReplayReport;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.TraceFile;

/** A trace of an update that gets lost goes on in code that was written anew. */
final class ContinuationTest {
  private static final Configuration CODE = new Configuration("old", "plain", Optional.empty(), 2);

  private static final TextStyle WIDE = new TextStyle(false, 1_000);

  /** How the update is written. */
  private enum Form {
    OLD,
    /** Something else is done before it. */
    LONGER,
    /** It is in another function, where the trace does not find its place. */
    MOVED,
    /** Under a lock. */
    REPAIRED
  }

  private record Update(Form form) implements Model {
    @Override
    public Program build(Memory memory) {
      IntCell count = memory.intCell("count", 0);
      IntCell other = memory.intCell("other", 0);
      SpinLock lock = memory.spinLock("lock");
      Runnable update = form == Form.MOVED ? () -> add(count, other) : () -> update(count, other);
      Runnable body =
          form != Form.REPAIRED
              ? update
              : () -> {
                lock.lock();
                update.run();
                lock.unlock();
              };
      return Program.of(
          List.of(Vcpu.of("a", body), Vcpu.of("b", body)),
          Property.atEnd("all counted", () -> count.get() == 2));
    }

    @CFunction("update")
    private void update(IntCell count, IntCell other) {
      increment(count, other);
    }

    @CFunction("add")
    private void add(IntCell count, IntCell other) {
      increment(count, other);
    }

    private void increment(IntCell count, IntCell other) {
      other.getAndAdd(1);
      if (form == Form.LONGER || form == Form.MOVED) {
        other.getAndAdd(2);
      }
      count.set(count.get() + 1);
      other.getAndAdd(1);
    }
  }

  private static ReplayReport diverged(Form form) {
    TraceFile trace =
        TraceFile.of(
            "T0",
            "update",
            CODE,
            "sc",
            Options.Build.DEBUG,
            Checker.of(new Update(Form.OLD))
                .with(Options.defaults().with(Reductions.none()))
                .run()
                .counterexample()
                .orElseThrow());
    Replay replay = Checker.of(new Update(form)).replay(trace.schedule(), trace.operations());
    assertEquals(Replay.Outcome.DIVERGED, replay.outcome(trace.property()));
    return new ReplayReport(trace, CODE, replay);
  }

  private static ContinuedReplay continued(Form form, int states) {
    return ContinuedReplay.of(diverged(form), Checker.of(new Update(form)), states);
  }

  @Test
  void context_switches_have_their_place_in_longer_code() {
    ContinuedReplay longer = continued(Form.LONGER, 1);
    assertEquals(Optional.empty(), longer.continuation().search());
    assertEquals(longer.continuation().switches(), longer.continuation().kept());
    assertEquals("all counted", longer.whole().replay().violation().orElseThrow().property());
    assertEquals(1, longer.status());
    String text = longer.text(WIDE, Optional.empty());
    assertTrue(text.startsWith("DIVERGED: "), text);
    assertTrue(text.contains("; gone on from there, it violates all counted"), text);
  }

  @Test
  void a_search_finds_what_is_near() {
    ContinuedReplay moved = continued(Form.MOVED, 1_000);
    assertEquals(0, moved.continuation().kept());
    assertTrue(moved.continuation().search().orElseThrow().isFound());
    assertTrue(moved.whole().replay().violation().isPresent());
    assertTrue(moved.text(WIDE, Optional.empty()).contains("finds this"));
  }

  @Test
  void a_limit_proves_nothing() {
    ContinuedReplay moved = continued(Form.MOVED, 1);
    assertFalse(moved.continuation().search().orElseThrow().isExhaustive());
    assertEquals(3, moved.status());
    String text = moved.text(WIDE, Optional.empty());
    assertTrue(text.contains("within their limits"), text);
  }

  @Test
  void what_is_repaired_stays_so() {
    ContinuedReplay repaired = continued(Form.REPAIRED, 1_000);
    Continuation.Searched search = repaired.continuation().search().orElseThrow();
    assertTrue(search.isExhaustive() && !search.isFound());
    assertEquals(0, search.from());
    assertEquals(3, repaired.status());
    String text = repaired.text(WIDE, Optional.empty());
    assertTrue(text.contains("nor does any other way from the start"), text);
  }
}
