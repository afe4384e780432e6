package vcpucheck.checker.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.cli.spi.OptionParsers;

/** The options that say when a search gives up. */
@Command(optionListHeading = "Limits")
public final class LimitOptions {
  @Option(
      names = "--limit-states",
      paramLabel = "N",
      description = "give up after N states: 1000000, 1,000,000 or 1M")
  private @Nullable String states;

  @Option(
      names = "--limit-time",
      paramLabel = "TIME",
      description = "give up after a time: 500ms, 30s, 5m, 1h30m")
  private @Nullable String time;

  @Option(
      names = "--limit-memory",
      paramLabel = "BYTES",
      description = "give up when visited states take 64k, 512m, 4g (by 1024) or 1.5 MB (by 1000)")
  private @Nullable String memory;

  /** Options with these limits. */
  public Options apply(Options options) {
    Limits limits = Limits.none();
    if (states != null) {
      limits = limits.withStates(OptionParsers.positive("--limit-states", states));
    }
    if (time != null) {
      limits = limits.withTime(OptionParsers.duration("--limit-time", time));
    }
    if (memory != null) {
      limits = limits.withBytes(OptionParsers.bytes("--limit-memory", memory));
    }
    return options.with(limits);
  }
}
