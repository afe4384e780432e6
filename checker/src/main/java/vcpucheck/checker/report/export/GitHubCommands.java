package vcpucheck.checker.report.export;

import vcpucheck.checker.report.CheckReport;
import vcpucheck.checker.trace.TraceFile;

/** Findings as commands of GitHub's workflows, which show them beside the code. */
public final class GitHubCommands {
  private GitHubCommands() {}

  /** A violation, at the line of the last operation that has one. */
  public static String of(Finding finding) {
    TraceFile trace = finding.trace();
    String place = finding.lastPlaced().map(finding::place).map(GitHubCommands::place).orElse("");
    return "::error "
        + place
        + "title="
        + property(trace.id() + " " + trace.scenario() + ": " + trace.property())
        + "::"
        + data(
            trace.message() + "\n" + CheckReport.code(trace.configuration(), trace.vcpus().size()))
        + "\n";
  }

  /** That nothing was found. */
  public static String notice(String headline) {
    return "::notice title=vcpucheck::" + data(headline) + "\n";
  }

  private static String place(SourcePlace place) {
    return "file=" + property(place.file()) + ",line=" + place.line() + ",";
  }

  private static String data(String text) {
    return text.strip().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
