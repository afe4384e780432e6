package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.repair.AddedOutcomes;
import vcpucheck.checker.repair.Cost;
import vcpucheck.checker.repair.RepairQuestion;
import vcpucheck.checker.repair.RepairReport;

/** Repairs of a scenario, for programs. The fields are a stable contract. */
public final class RepairJson {
  private static final int SCHEMA = 1;

  private RepairJson() {}

  /**
   * The document.
   *
   * @param bounded whether larger sets than {@code mostParts} were left out
   * @param cut whether the search gave up
   */
  private record Document(
      int schema,
      String tool,
      String id,
      String scenario,
      String revision,
      String variant,
      int vcpus,
      String build,
      String verdict,
      boolean bounded,
      boolean cut,
      int mostParts,
      List<String> candidates,
      Cost cost,
      List<Found> repairs,
      List<Refused> refused,
      int judged,
      int searches,
      int others) {}

  private record Found(
      List<String> parts,
      String revision,
      Cost cost,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AddedOutcomes outcomes) {}

  private record Refused(
      List<String> parts,
      String id,
      String scenario,
      int vcpus,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String build,
      String property,
      String message) {}

  /** The report as JSON. */
  public static String of(RepairReport report) {
    RepairQuestion question = report.question();
    Case target = question.target();
    return Json.text(
        new Document(
            SCHEMA,
            ToolVersion.text(),
            target.scenario().id(),
            target.scenario().name(),
            question.base(),
            target.variant(),
            target.vcpus(),
            target.isRelease() ? "release" : "debug",
            report.verdict().name().toLowerCase(Locale.ROOT),
            report.isBounded(),
            report.isCut(),
            question.mostParts(),
            names(question.candidates()),
            report.cost(),
            report.repairs().stream()
                .map(
                    one ->
                        new Found(
                            names(one.parts()),
                            one.form(),
                            one.cost(),
                            one.outcomes().orElse(null)))
                .toList(),
            report.refusals().stream().map(RepairJson::refused).toList(),
            report.judged(),
            report.searches(),
            question.others().size()));
  }

  private static Refused refused(RepairReport.Refusal refusal) {
    Case broken = refusal.broken();
    return new Refused(
        names(refusal.parts()),
        broken.scenario().id(),
        broken.scenario().name(),
        broken.vcpus(),
        broken.isRelease() ? "release" : null,
        refusal.ruling().property(),
        refusal.ruling().message());
  }

  /** "+ONE", "~OTHER". */
  private static List<String> names(List<Coverage.Decision> parts) {
    return parts.stream().map(part -> RepairReport.text(List.of(part))).toList();
  }
}
