package vcpucheck.checker.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.model.Program;

/** The option that says how many vCPUs there are. */
public final class SizeOptions {
  @Option(names = "--vcpus", paramLabel = "N", description = "how many vCPUs")
  private @Nullable String vcpus;

  /** Whether the user has not said so. */
  boolean isDefault() {
    return vcpus == null;
  }

  /** A configuration with as many vCPUs as are asked for, or else as many as it has. */
  public Configuration apply(Configuration configuration) {
    return vcpus == null
        ? configuration
        : configuration.withVcpus(OptionParsers.positive("--vcpus", vcpus, Program.MOST_VCPUS));
  }
}
