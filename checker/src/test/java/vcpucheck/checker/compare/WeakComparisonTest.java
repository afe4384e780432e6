package vcpucheck.checker.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.compare.Comparison.Verdict;
import vcpucheck.checker.compare.ScenarioComparison.Change;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.comparison.ComparisonMarkdown;
import vcpucheck.checker.report.comparison.ComparisonText;
import vcpucheck.checker.report.json.ComparisonJson;

/** What only a weak memory model shows of a candidate. */
final class WeakComparisonTest {
  private static final CodeBase CODE =
      new CodeBase(
          List.of(new Named("relaxed", "a flag that orders nothing"), new Named("ordered", "")),
          List.of(),
          List.of(new Named("M-relaxed", "the flag orders nothing again")));

  /** A message, and the flag that says it is there. */
  private static Model message(Configuration form) {
    return memory -> {
      IntCell data = memory.intCell("data", 0);
      IntCell flag = memory.intCell("flag", 0);
      IntCell seen = memory.intCell("seen", 0);
      return Program.of(
          List.of(
              Vcpu.of(
                  "sends",
                  () -> {
                    data.set(1, Access.OPAQUE);
                    flag.set(1, isOrdered(memory, form) ? Access.RELEASE : Access.OPAQUE);
                  }),
              Vcpu.of(
                  "receives",
                  () -> {
                    if (flag.get(isOrdered(memory, form) ? Access.ACQUIRE : Access.OPAQUE) == 1) {
                      seen.set(1 + data.get(Access.OPAQUE), Access.OPAQUE);
                    }
                  })),
          Property.observable("seen", () -> "" + seen.get()),
          Property.lockFree());
    };
  }

  private static boolean isOrdered(Memory memory, Configuration form) {
    boolean isWeak = form.revision().contains("M-relaxed") || form.mutant().isPresent();
    memory.decide("M-relaxed", isWeak);
    return form.revision().startsWith("ordered") && !isWeak;
  }

  private static final ToyScenario SCENARIO =
      new ToyScenario(
          "T1",
          "message",
          "a flag",
          "a textbook",
          List.of(),
          List.of(),
          WeakComparisonTest::message);

  private static Comparer comparer(MemoryModel memory) {
    return new Comparer(Options.defaults().with(memory), Limits.none(), Set.of());
  }

  private static Comparison compare(MemoryModel memory, String from, String to) {
    Configuration one = new Configuration(from, "plain", Optional.empty(), 2);
    ScenarioComparison compared =
        comparer(memory)
            .compare(
                SCENARIO, new Forms(one, one.withRevision(to), List.of()), ProgressListener.NONE);
    return new Comparison(from, to, List.of(compared), Set.of(), false);
  }

  @ParameterizedTest
  @CsvSource({
    "SC, 0, REFINEMENT",
    "TSO, 0, REFINEMENT",
    "RC11, 1, REGRESSION",
    "ARM64, 1, REGRESSION",
  })
  void a_relaxed_flag_adds_what_the_model_allows(MemoryModel memory, int added, Verdict verdict) {
    Comparison worse = compare(memory, "ordered", "relaxed");
    assertEquals(List.of(memory), worse.models());
    assertEquals(Change.SAME, worse.scenarios().get(0).change());
    assertEquals(added, worse.scenarios().get(0).added().size());
    assertEquals(verdict, worse.verdict());
    Comparison better = compare(memory, "relaxed", "ordered");
    assertEquals(added, better.scenarios().get(0).removed().size());
    assertEquals(Verdict.REFINEMENT, better.verdict());
  }

  @Test
  void what_a_model_cannot_decide_is_named_and_does_not_hide_the_rest() {
    assertEquals(Set.of(), compare(MemoryModel.SC, "relaxed", "ordered").notChecked());
    Comparison weak = compare(MemoryModel.RC11, "relaxed", "ordered");
    assertEquals(Set.of("lock-free under rc11"), weak.notChecked());
    assertTrue(weak.scenarios().get(0).isComplete());
    String named = "Not checked: lock-free under rc11.\n";
    assertTrue(ComparisonText.of(weak, TextStyle.USUAL).contains(named));
    assertTrue(ComparisonMarkdown.of(weak, Glossary.NONE).contains(named));
    assertTrue(ComparisonJson.of(weak).replaceAll("\\s", "").contains("\"notChecked\":[\"lock"));
  }

  @Test
  void each_ordering_that_only_the_candidate_has_is_weakened_alone_where_it_makes_a_difference() {
    List<Need> needs = needs(MemoryModel.RC11);
    assertEquals(3, needs.size());
    assertEquals("M-relaxed", needs.get(0).weakened().name());
    for (String ordering : List.of("release at WeakComp", "acquire at WeakComp")) {
      Need need =
          needs.stream()
              .filter(one -> one.weakened().name().startsWith(ordering))
              .findFirst()
              .orElseThrow();
      assertTrue(need.weakened().name().endsWith(" as opaque"), need.toString());
      assertTrue(need.weakened().isOwn());
      assertTrue(need.notice().orElseThrow().what().startsWith("adds the outcome "));
    }
    assertEquals(1, needs(MemoryModel.SC).size());
  }

  private static List<Need> needs(MemoryModel memory) {
    return new AllNeeds(CODE, SCENARIO, comparer(memory)).of(compare(memory, "relaxed", "ordered"));
  }

  @ParameterizedTest
  @CsvSource({"SC, false", "RC11, true"})
  void what_the_candidate_needs_is_asked_under_the_same_model(MemoryModel memory, boolean needed) {
    Need need = needs(memory).get(0);
    assertTrue(need.isComplete());
    assertEquals(needed, need.notice().isPresent());
    assertTrue(need.notice().stream().allMatch(notice -> notice.what().endsWith(" under rc11")));
  }
}
