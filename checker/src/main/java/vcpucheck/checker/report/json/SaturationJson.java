package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.saturation.SaturationReport;

/** What further vCPUs add, for programs. The fields are a stable contract. */
public final class SaturationJson {
  private static final int SCHEMA = 1;

  private SaturationJson() {}

  /**
   * The document.
   *
   * @param proof always false: that nothing is added is evidence
   * @param blocks whether what blocks pass through is left out
   */
  private record Document(
      int schema,
      String tool,
      String id,
      String scenario,
      String revision,
      String variant,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mutant,
      String verdict,
      boolean proof,
      boolean blocks,
      int mostVcpus,
      List<Round> rounds,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cut) {}

  private record Round(
      int vcpus,
      long states,
      boolean exhaustive,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
      List<String> violated,
      Views viewsOfOne,
      Views viewsOfTwo,
      List<String> examples) {
    static Round of(SaturationReport.Round round) {
      return new Round(
          round.vcpus(),
          round.result().stats().states(),
          round.isExhaustive(),
          round.result().verdict() instanceof Verdict.Incomplete cut ? cut.reason() : null,
          round.violated().stream().sorted().toList(),
          new Views(round.ofOne(), round.added().ofOne()),
          new Views(round.ofTwo(), round.added().ofTwo()),
          round.added().examples());
    }
  }

  private record Views(long all, long added) {}

  /** The report as JSON. */
  public static String of(SaturationReport report) {
    return Json.text(
        new Document(
            SCHEMA,
            ToolVersion.text(),
            report.id(),
            report.name(),
            report.form().revision(),
            report.form().variant(),
            report.form().mutant().orElse(null),
            report.verdict().name().toLowerCase(Locale.ROOT),
            false,
            report.isByBlocks(),
            report.most(),
            report.rounds().stream().map(Round::of).toList(),
            report.cut().orElse(null)));
  }
}
