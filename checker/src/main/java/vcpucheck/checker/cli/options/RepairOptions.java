package vcpucheck.checker.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.spi.Suggestions;

/** The options that say which repairs are wanted, and for how long they are searched for. */
@Command(optionListHeading = "Repairs")
public final class RepairOptions {
  private static final int MOST_PARTS = 3;
  private static final int LARGEST = 99;

  @Option(
      names = "--without",
      paramLabel = "NAME",
      split = ",",
      description = "fixes and mutants that a repair must not be made of, by name or commit")
  private List<String> without = new ArrayList<>();

  @Option(
      names = "--keep",
      paramLabel = "SCENARIO",
      split = ",",
      description = "scenarios that must stay verified if they are (default: all)")
  private List<String> kept = new ArrayList<>();

  @Option(
      names = "--most-parts",
      paramLabel = "N",
      description = "how many changes a repair has at most (default: 3)")
  private @Nullable String mostParts;

  @Option(
      names = "--all",
      description = "larger repairs, too, none of which contains a smaller one")
  private boolean all;

  @Option(
      names = "--outcomes",
      description = "compare each repair with the form, too, and tell which outcomes it adds")
  private boolean outcomes;

  @Option(names = "--deadline", paramLabel = "TIME", description = "give up after a time: 30s, 5m")
  private @Nullable String deadline;

  /**
   * The names of what a repair must not be made of.
   *
   * @throws vcpucheck.checker.cli.spi.InputException if one is unknown
   */
  public Set<String> without(CodeBase code) {
    List<String> known =
        Stream.concat(
                code.changes().stream().map(Change::name),
                code.mutants().stream().map(Catalogue.Named::name))
            .toList();
    return without.stream()
        .map(
            name ->
                code.changes().stream()
                    .filter(change -> change.isNamed(name))
                    .map(Change::name)
                    .findFirst()
                    .orElse(name))
        .peek(name -> Suggestions.require("fix or mutant", name, known))
        .collect(Collectors.toSet());
  }

  /** The scenarios that must stay verified, by name or id; empty for all. */
  public List<String> kept() {
    return List.copyOf(kept);
  }

  /** How many changes a repair has at most. */
  public int mostParts() {
    return mostParts == null
        ? MOST_PARTS
        : OptionParsers.positive("--most-parts", mostParts, LARGEST);
  }

  /** Whether larger repairs are wanted, too. */
  public boolean isAll() {
    return all;
  }

  /** Whether to say which outcomes a repair adds. */
  public boolean isOutcomesAsked() {
    return outcomes;
  }

  /** Whether the time is over, from now on. */
  public BooleanSupplier deadline() {
    if (deadline == null) {
      return () -> false;
    }
    long nanos = OptionParsers.duration("--deadline", deadline).toNanos();
    long start = System.nanoTime();
    return () -> System.nanoTime() - start >= nanos;
  }
}
