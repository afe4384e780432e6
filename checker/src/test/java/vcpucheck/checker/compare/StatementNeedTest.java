package vcpucheck.checker.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.memory.DecidesForCaller;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** Whether a candidate needs the order of its statements, and each place at which it decides. */
final class StatementNeedTest {
  private static final CodeBase CODE =
      new CodeBase(
          List.of(new Named("old", "shows nothing")),
          List.of(
              new Change("SHOWN", "shows a message", List.of(), Set.of()),
              new Change("ASKED", "asks before it reads", List.of(), Set.of())),
          List.of());

  /** A message that one vCPU writes, and then says so, and that another one reads. */
  private static Model message(Configuration configuration) {
    Set<String> names =
        CODE.parse(configuration).added().stream().map(Change::name).collect(Collectors.toSet());
    return memory -> {
      Form form = new Form(memory, names);
      IntCell first = memory.intCell("first", 0);
      IntCell second = memory.intCell("second", 0);
      IntCell aside = memory.intCell("aside", 0);
      IntCell twice = memory.intCell("twice", 0);
      IntCell shown = memory.intCell("shown", 0);
      IntCell read = memory.intCell("read", 7);
      Vcpu<?> writer =
          Vcpu.of(
              "writer",
              () -> {
                if (form.has("SHOWN")) {
                  memory.run(
                      () -> {
                        first.set(1);
                        aside.set(1);
                        twice.set(1);
                        twice.set(1);
                        memory.run(() -> second.set(1));
                        memory.run(() -> shown.set(1));
                      });
                }
              });
      Vcpu<?> reader =
          Vcpu.of(
              "reader",
              () -> {
                if (!form.has("ASKED") || shown.get() == 1) {
                  read.set(first.get());
                }
                if (form.has("ASKED")) {
                  memory.expect(shown.get() == 0 || twice.get() == 1, "twice", "0 is read");
                }
              });
      return Program.of(
          List.of(writer, reader),
          Property.always(
              "read-whole",
              () -> read.get() == 0 ? Optional.of("read too early") : Optional.empty()));
    };
  }

  /** The form of the code, which decides for whoever asks it. */
  @DecidesForCaller
  private record Form(Memory memory, Set<String> names) {
    boolean has(String name) {
      return memory.decide(name, names.contains(name));
    }
  }

  private static final ToyScenario SCENARIO =
      new ToyScenario(
          "T1", "message", "order", "a textbook", List.of(), List.of(), StatementNeedTest::message);

  private static List<Need> needs(String prefix) {
    Configuration from = new Configuration("old", "plain", Optional.empty(), 2);
    Configuration to = from.withRevision("old+SHOWN+ASKED");
    Comparer comparer = new Comparer(Options.defaults(), Limits.none(), Set.of());
    ScenarioComparison compared =
        comparer.compare(SCENARIO, Forms.of(CODE, from, to), ProgressListener.NONE);
    Comparison comparison =
        new Comparison("old", "old+SHOWN+ASKED", List.of(compared), Set.of(), false);
    List<Need> needs = new AllNeeds(CODE, SCENARIO, comparer).of(comparison);
    assertTrue(needs.stream().allMatch(Need::isComplete), needs.toString());
    return needs.stream().filter(need -> need.weakened().name().startsWith(prefix)).toList();
  }

  private static String shows(Need need) {
    return need.notice().map(Need.Notice::what).orElse("nothing");
  }

  @Test
  void a_message_must_be_written_before_it_is_shown_and_what_nobody_reads_need_not() {
    List<Need> orders = needs("order at StatementNeedTest.java:");
    assertEquals(
        List.of("violates read-whole: read too early", "nothing", "nothing", "nothing"),
        orders.stream().map(StatementNeedTest::shows).toList(),
        "what is last in its scope has no order, and of two equal statements one suffices");
    assertTrue(orders.stream().allMatch(need -> need.weakened().isOwn()));
    assertEquals("old+SHOWN+ASKED", orders.get(0).weakened().revision());
  }

  @Test
  void each_place_at_which_a_change_decides_is_denied_alone() {
    List<Need> places = needs("ASKED at StatementNeedTest.java:");
    assertEquals(
        List.of("violates read-whole: read too early", "nothing"),
        places.stream().map(StatementNeedTest::shows).toList());
    assertEquals(List.of(), needs("SHOWN at "), "decided in one place, it is denied as a whole");
    assertEquals(1, needs("SHOWN").size());
  }
}
