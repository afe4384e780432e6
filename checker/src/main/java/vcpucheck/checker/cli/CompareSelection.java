package vcpucheck.checker.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.compare.Forms;
import vcpucheck.checker.model.Program;

/** The options that say which forms of the code under test are compared, and in what. */
@Command(optionListHeading = "What to compare")
final class CompareSelection {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "NAME",
      completionCandidates = NameCandidates.Revisions.class,
      description = "revision to compare with, as --revision of check takes it")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "NAME",
      completionCandidates = NameCandidates.Revisions.class,
      description = "the candidate, likewise")
  private String to = "";

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      completionCandidates = NameCandidates.Variants.class,
      description = "variant of the code under test")
  private @Nullable String variant;

  @Option(
      names = "--vcpus",
      paramLabel = "N",
      description = "where so many vCPUs are expected to do something (default: any number)")
  private @Nullable String vcpus;

  @Option(names = "--large", description = "compare in large scenarios, too")
  private boolean large;

  /**
   * Two forms of the code in one scenario.
   *
   * @param found the scenario
   * @param forms the two
   * @param options how both are explored
   */
  record Task(Catalogues.Found found, Forms forms, Options options) {
    String title() {
      String name = found.scenario().id() + " " + found.scenario().name();
      MemoryModel memory = options.memory();
      return memory == MemoryModel.SC ? name : name + " under " + memory.word();
    }
  }

  /**
   * What is to be compared, in the order of the catalogues: each number of vCPUs and build of which
   * the catalogue expects something on either revision; of a scenario that the user names, its
   * default if there is none.
   *
   * @param names the names or ids of scenarios; all if there are none
   * @throws InputException if a name is unknown or there is nothing to compare
   */
  List<Task> tasks(Catalogues catalogues, List<String> names, Options options) {
    OptionalInt count = count();
    List<Catalogues.Found> named = names.stream().map(catalogues::find).toList();
    List<Task> tasks =
        catalogues.scenarios().stream()
            .filter(found -> named.isEmpty() || named.contains(found))
            .flatMap(found -> tasks(found, !named.isEmpty(), options, count).stream())
            .toList();
    if (tasks.isEmpty()) {
      throw new InputException(
          "a comparison must have a scenario that either side reaches: from="
              + from
              + ", to="
              + to
              + "; add --large, or name a scenario");
    }
    return tasks;
  }

  private OptionalInt count() {
    return vcpus == null
        ? OptionalInt.empty()
        : OptionalInt.of(OptionParsers.positive("--vcpus", vcpus, Program.MOST_VCPUS));
  }

  private List<Task> tasks(
      Catalogues.Found found, boolean isNamed, Options options, OptionalInt count) {
    Configuration one = form(found, from);
    Configuration other = form(found, to);
    CodeBase code = found.catalogue().codeBase();
    Forms forms = Forms.of(code, one, other);
    Set<String> bases =
        Stream.of(one, other).map(form -> code.parse(form).base()).collect(Collectors.toSet());
    List<Task> tasks =
        found.scenario().expectations().stream()
            .filter(expectation -> isMeant(expectation, one.variant(), bases))
            .map(expectation -> task(found, forms, expectation, options))
            .filter(
                task -> task.forms().from().vcpus() == count.orElse(task.forms().from().vcpus()))
            .distinct()
            .toList();
    int wanted = count.orElse(one.vcpus());
    return tasks.isEmpty() && isNamed
        ? List.of(new Task(found, forms.withVcpus(wanted), options))
        : tasks;
  }

  private boolean isMeant(Expectation expectation, String wanted, Set<String> bases) {
    Configuration form = expectation.configuration();
    return expectation.isSequential()
        && form.mutant().isEmpty()
        && form.variant().equals(wanted)
        && bases.contains(form.revision())
        && (large || !expectation.large());
  }

  private static Task task(
      Catalogues.Found found, Forms forms, Expectation expectation, Options options) {
    int vcpus = expectation.configuration().vcpus();
    return new Task(
        found,
        forms.withVcpus(vcpus),
        expectation.release() ? options.with(Options.Build.RELEASE) : options);
  }

  private Configuration form(Catalogues.Found found, String revision) {
    Configuration defaults = found.scenario().defaults();
    return found.canonical(
        new Configuration(
            revision,
            variant == null ? defaults.variant() : variant,
            Optional.empty(),
            defaults.vcpus()));
  }
}
