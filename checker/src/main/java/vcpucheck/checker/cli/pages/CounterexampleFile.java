package vcpucheck.checker.cli.pages;

import vcpucheck.checker.cli.options.ExportOptions.Format;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.report.export.GitHubCommands;
import vcpucheck.checker.report.export.StoryDiagram;
import vcpucheck.checker.report.export.StorySvg;
import vcpucheck.checker.report.html.HtmlPage;
import vcpucheck.checker.report.json.CounterexampleJson;
import vcpucheck.checker.report.json.PerfettoJson;
import vcpucheck.checker.report.json.SarifJson;
import vcpucheck.checker.trace.TraceFile;

/** What is written of a counterexample. */
public final class CounterexampleFile {
  private CounterexampleFile() {}

  /** A page to look at. */
  public static String page(Finding finding) {
    TraceFile trace = finding.trace();
    String title = trace.id() + " " + trace.scenario() + " on " + trace.configuration().revision();
    return HtmlPage.counterexample(title, CounterexampleJson.of(finding));
  }

  /**
   * A file for another tool.
   *
   * @param format not one of searches
   */
  public static String of(Format format, Finding finding) {
    return switch (format) {
      case JSON -> CounterexampleJson.of(finding) + "\n";
      case MERMAID -> new StoryDiagram(finding.trace(), finding.story()).mermaid();
      case DOT -> new StoryDiagram(finding.trace(), finding.story()).dot();
      case SVG -> StorySvg.of(finding.trace(), finding.story());
      case PERFETTO -> PerfettoJson.of(finding);
      case SARIF -> SarifJson.of(finding);
      case GITHUB -> GitHubCommands.of(finding);
      case PROMELA, ALDEBARAN ->
          throw new AssertionError("checker bug: this is written of a search: " + format);
    };
  }

  /**
   * What a file says if there is no violation.
   *
   * @param format one for which that is something
   * @param headline the verdict
   */
  public static String without(Format format, String headline) {
    return format == Format.SARIF ? SarifJson.empty() : GitHubCommands.notice(headline);
  }
}
