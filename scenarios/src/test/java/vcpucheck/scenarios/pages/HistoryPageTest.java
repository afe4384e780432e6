package vcpucheck.scenarios.pages;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vcpucheck.checker.model.VerdictKind.VERIFIED;
import static vcpucheck.checker.model.VerdictKind.VIOLATED;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.OpteeCatalogue;

/** What {@code make history} found by searching is what the catalogue expects. */
final class HistoryPageTest {
  private static final List<Case> CASES =
      new OpteeCatalogue().scenarios().stream().flatMap(Case::of).toList();

  private static List<List<String>> rows(String heading) {
    Page page = new Page(Page.ROOT.resolve("scenarios").resolve("HISTORY.md"));
    String part = page.text().split("\n## " + heading + "\n", -1)[1].split("\n## ", -1)[0];
    return part.lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("|---"))
        .skip(1)
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }

  private static String expected(String from, String to, VerdictKind before, VerdictKind after) {
    return CASES.stream()
        .filter(one -> has(one.expected(from), before) && has(one.expected(to), after))
        .map(Case::title)
        .collect(joining(", "));
  }

  private static boolean has(Optional<Expectation> expected, VerdictKind verdict) {
    return expected.filter(one -> one.isOf(verdict)).isPresent();
  }

  private static Set<String> cases(String cell) {
    return Stream.of(cell.split(", (?!release)", -1))
        .filter(one -> !one.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Without those of which the catalogue expects nothing on one side. */
  private static String unstarred(String cases) {
    return Stream.of(cases.split(", (?!release)", -1))
        .filter(one -> !one.endsWith("\\*"))
        .collect(joining(", "));
  }

  @Test
  void each_pair_of_revisions_changes_the_verdicts_that_the_catalogue_says() {
    List<List<String>> rows = rows("From revision to revision");
    Set<List<String>> pairs =
        rows.stream().map(row -> row.subList(0, 2)).collect(Collectors.toSet());
    Revision[] revisions = Revision.values();
    for (int newer = 1; newer < revisions.length; newer++) {
      assertTrue(pairs.contains(List.of(revisions[newer - 1].label(), revisions[newer].label())));
    }
    for (List<String> row : rows) {
      assertEquals(
          List.of(
              expected(row.get(0), row.get(1), VIOLATED, VERIFIED),
              expected(row.get(0), row.get(1), VERIFIED, VIOLATED),
              ""),
          List.of(unstarred(row.get(2)), unstarred(row.get(3)), row.get(5)),
          row.toString());
      Set<String> violated = cases(expected(row.get(0), row.get(1), VIOLATED, VIOLATED));
      assertTrue(violated.containsAll(cases(unstarred(row.get(4)))), row.toString());
    }
  }

  @Test
  void from_4_13_to_4_14_five_verdicts_are_fixed_and_two_are_broken() {
    List<String> row =
        rows("From revision to revision").stream()
            .filter(one -> one.subList(0, 2).equals(List.of("xen-4.13", "xen-4.14")))
            .findFirst()
            .orElseThrow();
    assertEquals("S01, S01 (3 vCPUs), S02, S02 (3 vCPUs), S77", row.get(2));
    assertEquals("S30, S33\\*, S34\\*, S76", row.get(3));
  }

  @Test
  void each_fix_has_a_row_and_no_repair_alone_breaks_anything() {
    assertEquals(
        fixes(false),
        rows("Each commit on the code before it").stream().map(row -> row.get(1)).toList());
    List<List<String>> repairs = rows("Each repair alone");
    assertEquals(fixes(true), repairs.stream().map(row -> row.get(0)).toList());
    repairs.forEach(row -> assertEquals("", row.get(3) + row.get(5), row.toString()));
  }

  private static List<String> fixes(boolean isOurs) {
    return Stream.of(Fix.values())
        .filter(fix -> fix.since().isPresent() && fix.commit().isEmpty() == isOurs)
        .map(Fix::name)
        .toList();
  }

  @Test
  void what_a_repair_fixes_alone_is_a_minimal_set_of_it() {
    List<List<String>> sets = rows("Minimal sets");
    for (List<String> repair : rows("Each repair alone")) {
      Set<String> alone =
          sets.stream()
              .filter(row -> List.of(row.get(1).split("; ", -1)).contains(repair.get(0)))
              .map(row -> row.get(0))
              .collect(Collectors.toSet());
      assertEquals(cases(repair.get(2)), alone, repair.get(0));
    }
  }
}
