package vcpucheck.checker.report.repair;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.compare.Outcome;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.repair.RevisionHistory;
import vcpucheck.checker.repair.RevisionHistory.Effect;
import vcpucheck.checker.repair.RevisionHistory.Kind;
import vcpucheck.checker.repair.RevisionHistory.Step;
import vcpucheck.checker.report.NumberFormats;

/** What revisions and single changes did to verdicts, as a page. */
public final class HistoryMarkdown {
  private final RevisionHistory history;
  private final StringBuilder text = new StringBuilder();

  private HistoryMarkdown(RevisionHistory history) {
    this.history = history;
  }

  /** The page. */
  public static String of(RevisionHistory history) {
    return new HistoryMarkdown(history).write();
  }

  private String write() {
    text.append(
        """
        # History

        What each revision and each change of the code did to the verdicts and outcomes of the default suite.
        The page is generated: every scenario was explored on every form of the code that is named here, or
        what is said follows from a form that decides alike wherever that was asked. Of a scenario with a star
        the catalogue expects nothing on one of the two revisions. Where a form cannot run a scenario at all,
        the last table says which and why, and what the step from it or to it did is not known.

        *Added* and *removed* are outcomes: what a guest and OP-TEE can observe at the end, in how many ways.
        The last word is the verdict of `compare` without `--allow`: a fix that lets calls end well that went
        wrong before adds outcomes, so that it is a regression until they are read and allowed; so is a step
        after which a scenario is violated in another way (*otherwise*).

        ## From revision to revision

        | from | to | fixed | newly violated | otherwise | not decided | added | removed | compare |
        |---|---|---|---|---|---|---|---|---|
        """);
    steps(Kind.REVISION).forEach(this::revision);
    text.append(
        """

        ## Each commit on the code before it

        | commit | change | on | fixed | newly violated | otherwise | not decided | added | removed | compare |
        |---|---|---|---|---|---|---|---|---|---|
        """);
    steps(Kind.COMMIT).forEach(this::commit);
    repairs();
    minimal();
    failures();
    return text.toString();
  }

  private void repairs() {
    text.append(
        """

        ## Each repair alone

        On the revision before the one that has it. *Part of*: the scenarios of whose minimal sets, below,
        it is in one.

        | change | on | fixed | newly violated | otherwise | not decided | part of | added | removed | compare |
        |---|---|---|---|---|---|---|---|---|---|
        """);
    steps(Kind.ALONE).forEach(this::alone);
  }

  private List<Integer> steps(Kind kind) {
    return IntStream.range(0, history.steps().size())
        .filter(number -> history.steps().get(number).kind() == kind)
        .boxed()
        .toList();
  }

  private void revision(int number) {
    Step step = history.steps().get(number);
    row(number, verdicts(number, step.from(), step.to()));
  }

  private void commit(int number) {
    Step step = history.steps().get(number);
    Change change = step.change().orElseThrow();
    row(number, verdicts(number, String.join(", ", change.aliases()), change.name(), step.from()));
  }

  private void alone(int number) {
    Step step = history.steps().get(number);
    String name = step.change().orElseThrow().name();
    String part =
        history.cases().stream()
            .filter(one -> one.minimal().stream().anyMatch(set -> set.contains(name)))
            .map(one -> one.one().title())
            .collect(Collectors.joining(", "));
    row(number, Stream.concat(verdicts(number, name, step.from()), Stream.of(part)));
  }

  /** A row about a step: these cells, what it did to outcomes, and what {@code compare} says. */
  private void row(int number, Stream<String> cells) {
    Stream<String> outcomes =
        Stream.of(
            outcomes(number, ScenarioComparison::added),
            outcomes(number, ScenarioComparison::removed),
            history.comparison(number).verdict().word());
    row(Stream.concat(cells, outcomes).toArray(String[]::new));
  }

  /** "S01: 2, S20: 1": how many in which case. */
  private String outcomes(int number, Function<ScenarioComparison, Set<Outcome>> of) {
    return history.cases().stream()
        .flatMap(
            one ->
                Optional.ofNullable(one.effects().get(number)).stream()
                    .map(effect -> of.apply(effect.compared()).size())
                    .filter(count -> count > 0)
                    .map(count -> one.one().title() + ": " + NumberFormats.grouped(count)))
        .collect(Collectors.joining(", "));
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** These cells, and the cases by what a step did to their verdicts. */
  private Stream<String> verdicts(int number, String... cells) {
    Stream<Predicate<Effect>> kinds =
        Stream.of(Effect::isFixed, Effect::isBroken, Effect::isOtherwise, Effect::isOpen);
    return Stream.concat(Stream.of(cells), kinds.map(kind -> cases(number, kind)));
  }

  private String cases(int number, Predicate<Effect> wanted) {
    return history.cases().stream()
        .flatMap(
            one ->
                one.effects().entrySet().stream()
                    .filter(effect -> effect.getKey() == number && wanted.test(effect.getValue()))
                    .map(Map.Entry::getValue)
                    .map(effect -> one.one().title() + (effect.isExpected() ? "" : "\\*")))
        .collect(Collectors.joining(", "));
  }

  private void minimal() {
    text.append(
        """

        ## Minimal sets

        Sets of the changes that the newest revision brings with which a scenario is verified, and of which
        nothing can be left out: all of at most two changes, or one larger one.

        | scenario | changes |
        |---|---|
        """);
    for (RevisionHistory.Cases one : history.cases()) {
      if (!one.minimal().isEmpty()) {
        row(
            one.one().title(),
            one.minimal().stream()
                .map(set -> String.join(" + ", set))
                .collect(Collectors.joining("; ")));
      }
    }
  }

  /** Equal reasons are told once for all forms of a case. */
  private void failures() {
    text.append(
        """

        ## Not run

        | scenario | form | why |
        |---|---|---|
        """);
    for (RevisionHistory.Cases one : history.cases()) {
      Map<String, Set<String>> forms = new LinkedHashMap<>();
      one.failures()
          .forEach(
              (form, why) -> forms.computeIfAbsent(why, fresh -> new LinkedHashSet<>()).add(form));
      forms.forEach(
          (why, failing) ->
              row(one.one().title(), String.join(", ", failing), why.replace("|", "\\|")));
    }
  }
}
