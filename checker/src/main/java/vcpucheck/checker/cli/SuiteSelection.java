package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.cli.options.Shard;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.ConfigurationOptions;
import vcpucheck.checker.cli.spi.InputException;

/** The options that say which verdicts of the catalogues a suite checks. */
@Command(optionListHeading = "Selection")
final class SuiteSelection {
  @Mixin private final ConfigurationOptions configuration = new ConfigurationOptions();

  @Option(names = "--large", description = "check large scenarios, too")
  private boolean large;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "check every N-th verdict only, from the I-th on: one part for each machine")
  private @Nullable String shard;

  /** A verdict that is expected, and of which scenario. */
  record Item(Catalogues.Found found, Expectation expectation) {}

  /**
   * What is chosen.
   *
   * @param chosen what is to be checked, in the order of the catalogues
   * @param large what is left out because it is large
   * @param without the names of scenarios that the user named and of which nothing is chosen
   */
  record Selected(List<Item> chosen, List<Item> large, List<String> without) {}

  /**
   * Chooses.
   *
   * @param names the names or ids of scenarios; all if there are none
   * @throws InputException if a name is unknown or nothing is chosen
   */
  Selected select(Catalogues catalogues, List<String> names) {
    Shard part = shard == null ? Shard.WHOLE : Shard.of(shard);
    List<Catalogues.Found> scenarios = scenarios(catalogues, names);
    List<Item> wanted = matching(scenarios.stream().flatMap(SuiteSelection::items).toList());
    List<Item> chosen = part.of(wanted.stream().filter(item -> large || !isLarge(item)).toList());
    List<Item> left = part.of(wanted.stream().filter(item -> !large && isLarge(item)).toList());
    if (chosen.isEmpty()) {
      throw nothing(scenarios.size(), left.size());
    }
    return new Selected(chosen, left, names.isEmpty() ? List.of() : without(scenarios, wanted));
  }

  private static List<Catalogues.Found> scenarios(Catalogues catalogues, List<String> names) {
    List<Catalogues.Found> named = names.stream().map(catalogues::find).toList();
    return named.isEmpty()
        ? catalogues.scenarios()
        : catalogues.scenarios().stream().filter(named::contains).toList();
  }

  /**
   * Those about the code under test that the user wants.
   *
   * @throws InputException if the code makes no sense for any
   */
  private List<Item> matching(List<Item> items) {
    List<Item> matching = new ArrayList<>();
    List<InputException> senseless = new ArrayList<>();
    for (Item item : items) {
      try {
        if (isWanted(item)) {
          matching.add(item);
        }
      } catch (InputException e) {
        senseless.add(e);
      }
    }
    if (!senseless.isEmpty() && senseless.size() == items.size()) {
      throw senseless.get(0);
    }
    return matching;
  }

  /** Whether it is as the user wants it, where the user says something. */
  private boolean isWanted(Item item) {
    Configuration expected = item.expectation().configuration();
    Configuration wanted = configuration.apply(expected);
    return wanted.equals(expected)
        || item.found().canonical(wanted).equals(item.found().canonical(expected));
  }

  private static Stream<Item> items(Catalogues.Found found) {
    return found.scenario().expectations().stream()
        .map(expectation -> new Item(found, expectation));
  }

  private static boolean isLarge(Item item) {
    return item.expectation().large();
  }

  private static List<String> without(List<Catalogues.Found> scenarios, List<Item> wanted) {
    return scenarios.stream()
        .filter(found -> wanted.stream().noneMatch(item -> item.found().equals(found)))
        .map(found -> found.scenario().name())
        .toList();
  }

  private InputException nothing(int scenarios, int left) {
    List<String> facts = new ArrayList<>();
    facts.add("scenarios=" + scenarios);
    for (Map.Entry<String, String> name : configuration.given().entrySet()) {
      facts.add(name.getKey() + "=" + name.getValue());
    }
    if (shard != null) {
      facts.add("shard=" + shard);
    }
    facts.add("large ones left out=" + left);
    return new InputException(
        "a suite must have a verdict to check: "
            + facts.stream().collect(Collectors.joining(", "))
            + (left == 0 ? "; choose otherwise" : "; add --large"));
  }
}
