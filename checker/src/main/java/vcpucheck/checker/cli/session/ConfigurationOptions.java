package vcpucheck.checker.cli.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.catalogue.Configuration;

/** The options that say which form of the code under test is meant. */
@Command(optionListHeading = "What to check")
public final class ConfigurationOptions {
  @Option(
      names = "--revision",
      paramLabel = "NAME",
      completionCandidates = NameCandidates.Revisions.class,
      description =
          "revision of the code under test; with fixes and mutants, by name or commit, added or"
              + " taken away: NAME+FIX~OTHER")
  private @Nullable String revision;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      completionCandidates = NameCandidates.Variants.class,
      description = "variant of the code under test")
  private @Nullable String variant;

  @Option(
      names = "--mutant",
      paramLabel = "NAME",
      completionCandidates = NameCandidates.Mutants.class,
      description = "deliberate weakening of the code under test")
  private @Nullable String mutant;

  /** A configuration with what the user wants different. */
  public Configuration apply(Configuration defaults) {
    return new Configuration(
        revision == null ? defaults.revision() : revision,
        variant == null ? defaults.variant() : variant,
        mutant == null ? defaults.mutant() : Optional.of(mutant),
        defaults.vcpus());
  }

  /** The names that the user gave, by what they name. */
  public Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    if (revision != null) {
      given.put("revision", revision);
    }
    if (variant != null) {
      given.put("variant", variant);
    }
    if (mutant != null) {
      given.put("mutant", mutant);
    }
    return given;
  }
}
