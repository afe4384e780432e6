package vcpucheck.checker.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.model.Program;

/** The options that say on what the code under test runs. */
@Command(optionListHeading = "What to check")
public final class WorldOptions {

  @Option(
      names = "--memory",
      paramLabel = "MODEL",
      completionCandidates = Models.class,
      description = "memory model (default: sc)")
  private @Nullable String memory;

  @Option(names = "--vcpus", paramLabel = "N", description = "how many vCPUs")
  private @Nullable String vcpus;

  /** The memory model. */
  public MemoryModel memory() {
    return memory == null
        ? MemoryModel.SC
        : OptionParsers.constant("memory", memory, MemoryModel.class);
  }

  /** Whether the user has given neither. */
  public boolean isDefault() {
    return memory == null && vcpus == null;
  }

  /** A configuration with the number of vCPUs that the user wants. */
  public Configuration apply(Configuration configuration) {
    return vcpus == null
        ? configuration
        : new Configuration(
            configuration.revision(),
            configuration.variant(),
            configuration.mutant(),
            OptionParsers.positive("--vcpus", vcpus, Program.MOST_VCPUS));
  }

  /** What completion offers. */
  static final class Models extends Candidates {
    Models() {
      super(MemoryModel.values());
    }
  }
}
