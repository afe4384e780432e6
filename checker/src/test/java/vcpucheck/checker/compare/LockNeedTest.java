package vcpucheck.checker.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.CodeSet;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** Whether the locks that a candidate takes are needed, each left out alone. */
final class LockNeedTest {
  private static final CodeBase CODE =
      new CodeBase(
          List.of(new Named("old", "takes none")),
          List.of(
              new Change("LOCKED", "increments under a lock", List.of(), Set.of()),
              new Change("CAREFUL", "reads under a lock, too", List.of(), Set.of())),
          List.of());

  private static Model counter(Configuration configuration) {
    CodeSet form = CODE.parse(configuration);
    return memory -> {
      IntCell count = memory.intCell("count", 0);
      SpinLock lock = memory.spinLock("lock");
      Runnable body =
          () -> {
            if (has(memory, form, "LOCKED")) {
              lock.lock();
              count.set(count.get() + 1);
              lock.unlock();
            } else {
              count.set(count.get() + 1);
            }
            if (has(memory, form, "CAREFUL")) {
              lock.lock();
              lock.unlock();
            }
          };
      return Program.of(
          List.of(Vcpu.of("one", body), Vcpu.of("other", body)),
          Property.atEnd(
              "no-lost-update",
              () -> count.get() == 2 ? Optional.empty() : Optional.of("count=" + count.get())));
    };
  }

  private static boolean has(Memory memory, CodeSet form, String name) {
    boolean way = form.added().stream().anyMatch(change -> change.name().equals(name));
    return memory.decide(name, way);
  }

  @Test
  void a_lock_without_which_an_update_is_lost_is_needed_and_one_around_nothing_is_not() {
    ToyScenario scenario =
        new ToyScenario(
            "T1", "counter", "locks", "a textbook", List.of(), List.of(), LockNeedTest::counter);
    Configuration from = new Configuration("old", "plain", Optional.empty(), 2);
    Configuration to = from.withRevision("old+LOCKED+CAREFUL");
    Comparer comparer = new Comparer(Options.defaults(), Limits.none(), Set.of());
    ScenarioComparison compared =
        comparer.compare(scenario, Forms.of(CODE, from, to), ProgressListener.NONE);
    Comparison comparison =
        new Comparison("old", "old+LOCKED+CAREFUL", List.of(compared), Set.of(), false);
    List<Need> needs =
        new AllNeeds(CODE, scenario, comparer)
            .of(comparison).stream().filter(need -> need.weakened().weakening().unlocks()).toList();
    assertEquals(2, needs.size());
    assertTrue(needs.get(0).weakened().name().startsWith("lock at LockNeedTest.java:"));
    assertTrue(needs.stream().allMatch(need -> need.weakened().isOwn()));
    assertEquals(
        Optional.of("violates no-lost-update: count=1"),
        needs.get(0).notice().map(Need.Notice::what));
    assertEquals(Optional.empty(), needs.get(1).notice());
    assertTrue(needs.get(1).isComplete());
  }
}
