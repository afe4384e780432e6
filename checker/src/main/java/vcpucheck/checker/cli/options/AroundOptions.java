package vcpucheck.checker.cli.options;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.cli.spi.OptionParsers;

/** The option that limits searches around violations. */
@Command(optionListHeading = "Limits")
public final class AroundOptions {
  @Option(
      names = "--limit-around",
      paramLabel = "N",
      description =
          "visit up to N states to list outcomes of what violates something (default: 20M)")
  private String around = "20M";

  /** What limits a search around violations. */
  public Limits limits(Options options) {
    long states = OptionParsers.positive("--limit-around", around);
    return options.limits().withStates(Math.min(states, options.limits().states()));
  }
}
