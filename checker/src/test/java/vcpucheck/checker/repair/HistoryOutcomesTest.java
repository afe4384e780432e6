package vcpucheck.checker.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Comparer;
import vcpucheck.checker.compare.Forms;
import vcpucheck.checker.compare.Judge;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.memory.DecidesForCaller;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.report.repair.HistoryMarkdown;

/** What steps do to outcomes, compared with a search of each form by itself. */
final class HistoryOutcomesTest {
  /**
   * Two increments that can be lost; JOINT loses none, LARGER adds more, ELSEWHERE is not asked.
   */
  private static final CodeBase CODE =
      new CodeBase(
          List.of(
              new Named("one", "as it was"),
              new Named("two", "of one piece"),
              new Named("three", "with more")),
          List.of(
              new Change("JOINT", "of one piece", List.of("1111111"), Set.of("two", "three")),
              new Change("LARGER", "adds two", List.of("2222222"), Set.of("three")),
              new Change("ELSEWHERE", "is not asked", List.of("3333333"), Set.of("three"))),
          List.of());

  /** The form of the code, which decides for whoever asks it. */
  @DecidesForCaller
  private record Form(Memory memory, Set<String> names) {
    boolean has(String name) {
      return memory.decide(name, names.contains(name));
    }
  }

  private static Model counter(Configuration configuration) {
    return counter(configuration, sum -> Property.observable("sum", () -> "" + sum.get()));
  }

  /** A counter that is wrong as soon as it counts, and says how far it is. */
  private static Model wrong(Configuration configuration) {
    return counter(
        configuration,
        sum ->
            Property.always(
                "idle",
                () -> sum.get() == 0 ? Optional.empty() : Optional.of("sum is " + sum.get())));
  }

  private static Model counter(Configuration configuration, Function<IntCell, Property> property) {
    Set<String> names = CODE.names(CODE.parse(configuration));
    return memory -> {
      Form form = new Form(memory, names);
      IntCell sum = memory.intCell("sum", 0);
      Runnable body =
          () -> {
            int step = form.has("LARGER") ? 2 : 1;
            if (form.has("JOINT")) {
              sum.getAndAdd(step);
            } else {
              sum.set(sum.get() + step);
            }
          };
      return Program.of(List.of(Vcpu.of("a", body), Vcpu.of("b", body)), property.apply(sum));
    };
  }

  private static Case counterCase() {
    return caseOf(HistoryOutcomesTest::counter);
  }

  private static Case caseOf(Function<Configuration, Model> make) {
    Configuration one = new Configuration("one", "plain", Optional.empty(), 2);
    ToyScenario scenario =
        new ToyScenario(
            "T1",
            "counter",
            "increments are lost",
            "a textbook",
            List.of(),
            Stream.of("one", "two", "three")
                .map(one::withRevision)
                .map(Expectation::verified)
                .toList(),
            make);
    return Case.of(scenario).findFirst().orElseThrow();
  }

  private static RevisionHistory history(Limits around) {
    return history(around, counterCase());
  }

  private static RevisionHistory history(Limits around, Case one) {
    HistorySearch search =
        new HistorySearch(
            CODE,
            new Judge(CODE, Options.defaults()),
            new Comparer(Options.defaults().with(around), around, Set.of()),
            (explored, form) -> ProgressListener.NONE);
    return new RevisionHistory(search.steps(), List.of(search.explore(one)));
  }

  @Test
  void what_a_step_adds_and_removes_is_told() {
    String page = HistoryMarkdown.of(history(Limits.none()));
    List<String> rows =
        page.lines()
            .filter(line -> line.startsWith("| one ") || line.startsWith("| two "))
            .toList();
    assertEquals(
        List.of(
            "| one | two |  |  |  |  |  | T1: 1 | refinement |",
            "| two | three |  |  |  |  | T1: 1 | T1: 1 | regression |"),
        rows);
    assertTrue(
        page.contains("| 3333333 | ELSEWHERE | three~ELSEWHERE |  |  |  |  |  |  | not reached |"),
        page);
  }

  @Test
  void what_goes_wrong_otherwise_is_told() {
    String page = HistoryMarkdown.of(history(Limits.none(), caseOf(HistoryOutcomesTest::wrong)));
    assertTrue(page.contains("| one | two |  |  |  |  |  |  |"), page);
    assertTrue(page.contains("| two | three |  |  | T1 |  |  |  | regression |"), page);
  }

  @Test
  void what_follows_from_another_form_is_what_a_search_finds() {
    RevisionHistory history = history(Limits.none());
    Comparer alone = new Comparer(Options.defaults(), Limits.none(), Set.of());
    Case one = counterCase();
    for (int number = 0; number < history.steps().size(); number++) {
      RevisionHistory.Step step = history.steps().get(number);
      Forms forms =
          Forms.of(
              CODE, CODE.canonical(one.form(step.from())), CODE.canonical(one.form(step.to())));
      ScenarioComparison searched = alone.compare(one.scenario(), forms, ProgressListener.NONE);
      ScenarioComparison told = history.comparison(number).scenarios().get(0);
      assertEquals(forms, told.setting().forms());
      assertEquals(searched.from().outcomes(), told.from().outcomes(), step.from());
      assertEquals(searched.to().outcomes(), told.to().outcomes(), step.to());
      assertEquals(searched.from().ends(), told.from().ends(), step.from());
      assertEquals(step.to(), told.to().revision());
    }
  }

  @Test
  void a_cut_search_is_no_refinement() {
    RevisionHistory history = history(Limits.none().withStates(3));
    assertTrue(history.cases().get(0).hasGaps());
    assertEquals("incomplete", history.comparison(0).verdict().word());
  }
}
