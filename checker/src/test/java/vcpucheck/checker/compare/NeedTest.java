package vcpucheck.checker.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.comparison.ComparisonText;

/** Which parts of a fix of a counter are needed. */
final class NeedTest {
  private static final CodeBase CODE =
      new CodeBase(
          List.of(new Named("old", "loses increments")),
          List.of(
              new Change("ATOMIC", "increments are atomic", List.of(), Set.of()),
              new Change("MARK", "says that it has been here", List.of(), Set.of())),
          List.of(
              new Named("M-torn", "increments are torn again"),
              new Named("M-twice", "a mark is made twice"),
              new Named("M-seen", "a mark is made otherwise"),
              new Named("M-elsewhere", "decided nowhere")));

  /** A counter whose form is decided while it runs. */
  private static Model counter(Configuration form) {
    Set<String> has =
        Set.of((form.revision() + form.mutant().map(name -> "+" + name).orElse("")).split("\\+"));
    return memory -> {
      IntCell count = memory.intCell("count", 0);
      IntCell mark = memory.intCell("mark", 0);
      Function<String, Boolean> decide = name -> decide(memory, name, has.contains(name));
      Runnable body =
          () -> {
            if (decide.apply("ATOMIC") && !decide.apply("M-torn")) {
              count.add(1);
            } else {
              count.set(count.get() + 1);
            }
            if (decide.apply("MARK")) {
              mark.set(decide.apply("M-seen") ? 2 : 1);
              if (decide.apply("M-twice")) {
                mark.set(1);
              }
            }
          };
      return Program.of(
          List.of(Vcpu.of("one", body), Vcpu.of("other", body)),
          Property.observable("mark", () -> "" + mark.get()),
          Property.atEnd(
              "no-lost-update",
              () -> count.get() == 2 ? Optional.empty() : Optional.of("count=" + count.get())));
    };
  }

  private static boolean decide(Memory memory, String name, boolean way) {
    return memory.decide(name, way);
  }

  private static Map<String, Need> needs(Options options) {
    return needs(Options.defaults(), options);
  }

  private static Map<String, Need> needs(Options compares, Options options) {
    ToyScenario scenario =
        new ToyScenario(
            "T1", "counter", "parts", "a textbook", List.of(), List.of(), NeedTest::counter);
    Configuration from = new Configuration("old", "plain", Optional.empty(), 2);
    Configuration to = from.withRevision("old+ATOMIC+MARK");
    ScenarioComparison compared =
        new Comparer(compares, Limits.none(), Set.of())
            .compare(scenario, Forms.of(CODE, from, to), ProgressListener.NONE);
    Comparison comparison =
        new Comparison("old", "old+ATOMIC+MARK", List.of(compared), Set.of("T1"), false);
    Comparer comparer = new Comparer(options, Limits.none(), Set.of());
    return new AllNeeds(CODE, scenario, comparer)
        .of(comparison).stream()
            .collect(
                Collectors.toMap(
                    need -> need.weakened().name().replaceAll(" at .*", ""), need -> need));
  }

  private static String shows(Need need) {
    return need.notice().map(Need.Notice::what).orElse("nothing");
  }

  @Test
  void what_is_taken_away_is_noticed_by_a_violation_or_an_outcome_or_by_nothing() {
    Map<String, Need> needs = needs(Options.defaults());
    assertEquals(
        Set.of("ATOMIC", "MARK", "M-torn", "M-twice", "M-seen", "atomic", "order"),
        needs.keySet(),
        "what no scenario decides cannot be tried");
    needs.forEach((name, need) -> assertTrue(need.isComplete(), name));
    assertEquals("violates no-lost-update: count=1", shows(need(needs, "ATOMIC")));
    assertEquals("violates no-lost-update: count=1", shows(need(needs, "M-torn")));
    assertEquals("violates no-lost-update: count=1", shows(need(needs, "atomic")));
    assertEquals("nothing", shows(need(needs, "order")), "of the count and the mark");
    assertTrue(shows(need(needs, "MARK")).startsWith("adds the outcome "));
    assertTrue(shows(need(needs, "M-seen")).startsWith("adds the outcome "));
    assertEquals("nothing", shows(need(needs, "M-twice")));
    assertEquals("old+MARK", need(needs, "ATOMIC").weakened().revision());
    assertTrue(need(needs, "M-torn").weakened().isOwn());
  }

  private static Need need(Map<String, Need> needs, String name) {
    return Optional.ofNullable(needs.get(name)).orElseThrow();
  }

  @Test
  void a_search_that_was_cut_does_not_say_that_something_is_not_needed() {
    Need cut = need(needs(Options.defaults().with(Limits.none().withStates(2))), "M-twice");
    assertEquals("nothing", shows(cut));
    assertFalse(cut.isComplete());
  }

  @Test
  void where_the_candidate_was_cut_nothing_is_known_of_what_it_needs() {
    Options cut = Options.defaults().with(Limits.none().withStates(5));
    Map<String, Need> needs = needs(cut, Options.defaults());
    Need torn = need(needs, "M-torn");
    assertEquals(List.of(), torn.weakened().judges());
    assertTrue(torn.weakened().isCut());
    needs.forEach((name, need) -> assertFalse(need.isComplete(), name));
    String text =
        ComparisonText.of(
            new Comparison("old", "new", List.of(), Set.of(), false).withNeeds(List.of(torn)),
            new TextStyle(false, 100));
    assertTrue(
        text.contains("not known to be needed: a search was cut, or no scenario can judge\n"),
        text);
  }

  @Test
  void parts_that_nothing_needs_are_named() {
    List<Need> needs = List.copyOf(needs(Options.defaults()).values());
    String text =
        ComparisonText.of(
            new Comparison("old", "new", List.of(), Set.of(), false).withNeeds(needs),
            new TextStyle(false, 100));
    assertTrue(
        text.contains(
            """
            not needed by any scenario in which the candidate is verified
              M-twice                  a mark is made twice: tried in 1 comparison
            """),
        text);
    assertTrue(text.contains("  M-torn                   T1 violates no-lost-update"), text);
  }
}
