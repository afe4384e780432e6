package vcpucheck.checker.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Comparer;
import vcpucheck.checker.compare.Judge;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.report.repair.HistoryMarkdown;

/** What a change of the code cannot be run on is told, and hides nothing else. */
final class HistorySearchTest {
  private static final CodeBase CODE =
      new CodeBase(
          List.of(new Named("old", "as it was"), new Named("new", "with two changes")),
          List.of(
              new Change("WRONG", "cannot be run", List.of("1111111"), Set.of("new")),
              new Change("RIGHT", "can", List.of("2222222"), Set.of("new"))),
          List.of());

  /** One change alone makes a model that is wrong; together they are right. */
  private static Model model(Configuration form) {
    if (form.revision().contains("~RIGHT")) {
      return memory -> {
        throw new ModelException("a change must be right: it is wrong | alone");
      };
    }
    if (CODE.parse(form).base().equals("old")) {
      throw new IllegalArgumentException("the old code has no counter");
    }
    return new CasCounter(2, 1);
  }

  private static RevisionHistory history() {
    Configuration old = new Configuration("old", "plain", Optional.empty(), 2);
    ToyScenario scenario =
        new ToyScenario(
            "T1",
            "counter",
            "changes",
            "a textbook",
            List.of(),
            List.of(Expectation.verified(old), Expectation.verified(old.withRevision("new"))),
            HistorySearchTest::model);
    HistorySearch search =
        new HistorySearch(
            CODE,
            new Judge(CODE, Options.defaults()),
            new Comparer(Options.defaults(), Options.defaults().limits(), Set.of()),
            (one, form) -> ProgressListener.NONE);
    Case one = Case.of(scenario).findFirst().orElseThrow();
    return new RevisionHistory(search.steps(), List.of(search.explore(one)));
  }

  @Test
  void a_wrong_model_is_no_silent_gap() {
    RevisionHistory history = history();
    Map<String, String> failures = history.cases().get(0).failures();
    assertEquals(3, history.steps().size());
    assertEquals(
        Map.of(
            "old", "the old code has no counter",
            "new~RIGHT", "a change must be right: it is wrong | alone"),
        failures);
    assertEquals(Set.of(), history.cases().get(0).effects().keySet());
    assertTrue(history.cases().get(0).hasGaps());
  }

  @Test
  void the_page_says_which_changes_and_why() {
    String page = HistoryMarkdown.of(history());
    assertTrue(
        page.endsWith(
            """
            ## Not run

            | scenario | form | why |
            |---|---|---|
            | T1 | old | the old code has no counter |
            | T1 | new~RIGHT | a change must be right: it is wrong \\| alone |
            """),
        page);
  }
}
