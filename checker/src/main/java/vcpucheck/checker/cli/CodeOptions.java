package vcpucheck.checker.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vcpucheck.checker.catalogue.Configuration;

/** The options that say which form of the code under test is meant. */
public final class CodeOptions {
  @Option(
      names = "--revision",
      paramLabel = "NAME",
      description = {
        "revision of the code under test; with fixes and mutants,",
        "by name or commit, added or taken away: NAME+FIX~OTHER"
      })
  private @Nullable String revision;

  @Option(names = "--variant", paramLabel = "NAME", description = "variant of the code under test")
  private @Nullable String variant;

  @Option(names = "--mutant", paramLabel = "NAME", description = "a deliberate weakening of it")
  private @Nullable String mutant;

  /** A configuration with what the user wants different. */
  public Configuration apply(Configuration defaults) {
    return new Configuration(
        revision == null ? defaults.revision() : revision,
        variant == null ? defaults.variant() : variant,
        mutant == null ? defaults.mutant() : Optional.of(mutant),
        defaults.vcpus());
  }
}
