package vcpucheck.checker.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.spi.OptionParsers;

/** The options that say on what the code under test runs. */
@Command(optionListHeading = "What to check")
public final class WorldOptions {

  @Option(
      names = "--memory",
      paramLabel = "MODEL",
      completionCandidates = Models.class,
      description = "memory model (default: sc)")
  private @Nullable String memory;

  @Mixin private final SizeOptions size = new SizeOptions();

  /** The memory model. */
  public MemoryModel memory() {
    return memory == null
        ? MemoryModel.SC
        : OptionParsers.constant("memory", memory, MemoryModel.class);
  }

  /** Whether the user has given neither. */
  public boolean isDefault() {
    return memory == null && size.isDefault();
  }

  /** A configuration with the number of vCPUs that the user wants. */
  public Configuration apply(Configuration configuration) {
    return size.apply(configuration);
  }

  /** What completion offers. */
  static final class Models extends Candidates {
    Models() {
      super(MemoryModel.values());
    }
  }
}
