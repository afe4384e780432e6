package vcpucheck.checker.cli;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.cli.options.Shard;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.ConfigurationOptions;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;

/** The options that say which verdicts of the catalogues a suite checks. */
@Command(optionListHeading = "Selection")
final class SuiteSelection {
  @Mixin private final ConfigurationOptions configuration = new ConfigurationOptions();

  @Option(
      names = "--memory",
      paramLabel = "MODELS",
      split = ",",
      description = "check verdicts under these memory models only: sc, tso, rc11, arm64")
  private List<String> memory = new ArrayList<>();

  @Option(names = "--large", description = "check large scenarios, too")
  private boolean large;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "check every N-th verdict only, from the I-th on: one part for each machine")
  private @Nullable String shard;

  /** What is to be checked, the verdict that is expected if any is, and of which scenario. */
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
    List<Item> expected = matching(scenarios.stream().flatMap(this::items).toList());
    List<Item> wanted =
        scenarios.stream()
            .flatMap(found -> wanted(found, expected, !names.isEmpty()).stream())
            .toList();
    List<Item> chosen = part.of(wanted.stream().filter(item -> large || !isLarge(item)).toList());
    List<Item> left = part.of(wanted.stream().filter(item -> !large && isLarge(item)).toList());
    if (chosen.isEmpty()) {
      throw nothing(scenarios.size(), left.size());
    }
    return new Selected(chosen, left, names.isEmpty() ? List.of() : without(scenarios, wanted));
  }

  private static List<Catalogues.Found> scenarios(Catalogues catalogues, List<String> names) {
    Set<String> named =
        names.stream().map(name -> catalogues.find(name).scenario().id()).collect(toSet());
    return catalogues.scenarios().stream()
        .filter(found -> named.isEmpty() || named.contains(found.scenario().id()))
        .toList();
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

  /** What is expected in a scenario; of a form that the user has made, else what there is of it. */
  private List<Item> wanted(Catalogues.Found found, List<Item> expected, boolean isNamed) {
    List<Item> own = expected.stream().filter(item -> item.found().equals(found)).toList();
    return own.isEmpty() && isMade(found) ? tried(found, isNamed) : own;
  }

  /** Whether the user wants a form that is no revision of the catalogue. */
  private boolean isMade(Catalogues.Found found) {
    Map<String, String> given = configuration.given();
    @Nullable String revision = given.get("revision");
    return revision != null
        && (given.containsKey("mutant")
            || found.catalogue().revisions().stream()
                .noneMatch(known -> known.name().equals(revision)));
  }

  /**
   * The form that the user wants, of which nothing is expected: with the numbers of vCPUs and the
   * builds in which something is expected of the revision that it is made from; a scenario that the
   * user names at least as it is by default.
   */
  private List<Item> tried(Catalogues.Found found, boolean isNamed) {
    try {
      CodeBase code = found.catalogue().codeBase();
      Configuration usual = found.canonical(configuration.apply(found.scenario().defaults()));
      List<Change> base = changes(code, code.parse(usual).base());
      List<Item> items =
          items(found)
              .map(Item::expectation)
              .filter(one -> one.configuration().mutant().isEmpty())
              .filter(one -> changes(code, one.configuration().revision()).equals(base))
              .filter(one -> isVariant(one.configuration().variant()))
              .map(one -> one.nothingOn(found.canonical(configuration.apply(one.configuration()))))
              .distinct()
              .map(one -> new Item(found, one))
              .toList();
      return items.isEmpty() && isNamed ? nothing(found, usual) : items;
    } catch (InputException e) {
      return List.of(); /* another catalogue's form */
    }
  }

  private List<Item> nothing(Catalogues.Found found, Configuration form) {
    Expectation nothing = Expectation.nothing(form);
    List<MemoryModel> models = models();
    return (models.isEmpty() ? Stream.of(nothing) : models.stream().map(nothing::under))
        .map(one -> new Item(found, one))
        .toList();
  }

  /** What tells revisions apart: two of them may be one code. */
  private static List<Change> changes(CodeBase code, String revision) {
    return code.changes().stream().filter(code.parse(revision)::has).toList();
  }

  private boolean isVariant(String name) {
    return configuration.given().getOrDefault("variant", name).equals(name);
  }

  /** What is expected in a scenario under the memory models that the user wants. */
  private Stream<Item> items(Catalogues.Found found) {
    List<MemoryModel> models = models();
    return found.scenario().expectations().stream()
        .filter(one -> models.isEmpty() || models.contains(one.memory()))
        .map(expectation -> new Item(found, expectation));
  }

  private List<MemoryModel> models() {
    return memory.stream()
        .map(word -> OptionParsers.constant("memory", word, MemoryModel.class))
        .toList();
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
    if (!memory.isEmpty()) {
      facts.add("memory=" + String.join(",", memory));
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
