package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.necessity.Necessity;
import vcpucheck.checker.necessity.NecessityReport;
import vcpucheck.checker.necessity.SiteNeed;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.Strength;

/** Which orderings are needed, for programs. The fields are a stable contract. */
public final class NecessityJson {
  private static final int SCHEMA = 1;

  private NecessityJson() {}

  private record Document(
      int schema, String tool, String verdict, boolean interrupted, List<Entry> scenarios) {}

  private record Entry(
      String id,
      String scenario,
      String revision,
      String variant,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mutant,
      int vcpus,
      String memory,
      String verdict,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
      int searches,
      boolean leavesOutLinearizability,
      boolean minimumFound,
      List<Site> sites) {
    static Entry of(NecessityReport.Entry entry) {
      Necessity necessity = entry.necessity();
      return new Entry(
          entry.id(),
          entry.name(),
          entry.configuration().revision(),
          entry.configuration().variant(),
          entry.configuration().mutant().orElse(null),
          entry.configuration().vcpus(),
          necessity.memory().word(),
          necessity.base().word(),
          reason(necessity.base()),
          necessity.searches(),
          necessity.leavesOutLinearizability(),
          necessity.minimum().isPresent(),
          necessity.sites().stream().map(need -> Site.of(need, necessity)).toList());
    }

    private static @Nullable String reason(Verdict base) {
      if (base instanceof Verdict.Violated violated) {
        return violated.property() + ": " + violated.message();
      }
      return base instanceof Verdict.Incomplete incomplete ? incomplete.reason() : null;
    }
  }

  /**
   * One site.
   *
   * @param cost of the code's ordering, on 64-bit Arm
   * @param enough what it has in the minimum that was found
   */
  private record Site(
      String source,
      String function,
      String kind,
      String ordering,
      String primitive,
      String cost,
      String need,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String enough,
      List<Trial> trials) {
    static Site of(SiteNeed need, Necessity necessity) {
      AccessSite site = need.site();
      return new Site(
          site.source(),
          site.function(),
          site.kind().name().toLowerCase(Locale.ROOT),
          site.strength().word(),
          site.strength().primitive(site.kind()),
          site.strength().cost().word(),
          need.need().word(),
          necessity
              .minimum()
              .flatMap(all -> Optional.ofNullable(all.get(site)))
              .map(Strength::word)
              .orElse(null),
          need.trials().stream().map(Trial::of).toList());
    }
  }

  private record Trial(
      String ordering,
      String answer,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer steps) {
    static Trial of(vcpucheck.checker.necessity.Trial trial) {
      return new Trial(
          trial.weaker().word(),
          trial.answer().name().toLowerCase(Locale.ROOT),
          trial.reason(),
          trial.trace().map(found -> found.steps().size()).orElse(null));
    }
  }

  /** The report as JSON. */
  public static String of(NecessityReport report) {
    return Json.text(
        new Document(
            SCHEMA,
            ToolVersion.text(),
            report.kind().word(),
            report.isInterrupted(),
            report.entries().stream().map(Entry::of).toList()));
  }
}
