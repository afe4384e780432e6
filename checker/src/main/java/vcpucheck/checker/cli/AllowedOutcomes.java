package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.compare.Comparison;

/** The option that says which added outcomes are meant. */
@Command(optionListHeading = "What to compare")
final class AllowedOutcomes {
  private static final Pattern OUTCOME = Pattern.compile("[0-9a-f]{8}");

  @Option(
      names = "--allow",
      paramLabel = "OUTCOME",
      description = "an added outcome that is meant, ID:OUTCOME; or ID, all of a scenario")
  private List<String> allowed = new ArrayList<>();

  /**
   * What is allowed, by the ids of scenarios.
   *
   * @throws InputException if one is no outcome's name, or of a scenario that is not compared
   */
  Set<String> of(Catalogues catalogues, List<CompareSelection.Task> tasks) {
    Set<String> ids = new LinkedHashSet<>();
    for (String text : allowed) {
      int colon = text.indexOf(':');
      String scenario = colon < 0 ? text : text.substring(0, colon);
      String outcome = colon < 0 ? "" : text.substring(colon + 1);
      if (colon >= 0 && !OUTCOME.matcher(outcome).matches()) {
        throw new InputException(
            "--allow must name an outcome by eight digits, as compare prints it, or a scenario:"
                + " --allow="
                + text);
      }
      Catalogues.Found found = catalogues.find(scenario);
      if (tasks.stream().noneMatch(task -> task.found().equals(found))) {
        throw new InputException(
            "--allow must name an outcome of a scenario that is compared: --allow="
                + text
                + "; leave it out");
      }
      ids.add(found.scenario().id() + (colon < 0 ? "" : ":" + outcome));
    }
    return ids;
  }

  /**
   * Refuses an outcome that the candidate turns out not to add.
   *
   * @throws InputException if one is not added, in a scenario of which all is known
   */
  static void requireAdded(Comparison comparison) {
    Set<String> vain = comparison.allowedInVain();
    if (!vain.isEmpty()) {
      throw new InputException(
          "--allow must name an outcome that is added: --allow="
              + String.join(",", vain)
              + "; added are "
              + added(comparison));
    }
  }

  private static String added(Comparison comparison) {
    String names =
        comparison.scenarios().stream()
            .flatMap(
                one -> one.added().stream().map(outcome -> one.setting().id() + ":" + outcome.id()))
            .distinct()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }
}
