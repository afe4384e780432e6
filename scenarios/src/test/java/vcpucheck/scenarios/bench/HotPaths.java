package vcpucheck.scenarios.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The hot paths of the search under JMH, each in a JVM of its own; a file of their own. */
record HotPaths() implements Part {
  private static final String CLASSES = "vcpucheck\\.checker\\..*Benchmark\\.";

  @Override
  public String name() {
    return "jmh";
  }

  @Override
  public void run(Report report) {
    String file = report.directory().resolve("bench-jmh.json").toString();
    Options options =
        new OptionsBuilder()
            .include(CLASSES)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(300))
            .timeUnit(TimeUnit.NANOSECONDS)
            .verbosity(VerboseMode.SILENT)
            .resultFormat(ResultFormatType.JSON)
            .result(file)
            .build();
    report.note(
        "\nHot paths under JMH: nanoseconds for each state or value, with the error at 99.9 %\n");
    try {
      Collection<RunResult> results = new Runner(options).run();
      results.forEach(result -> report.note(line(result)));
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH must run", e);
    }
    report.note("\nwritten to " + file);
  }

  private static String line(RunResult run) {
    Result<?> result = run.getPrimaryResult();
    String name = run.getParams().getBenchmark().replaceAll(".*\\.(\\w+\\.\\w+)$", "$1");
    Map<String, String> params = new TreeMap<>();
    run.getParams().getParamsKeys().forEach(key -> params.put(key, run.getParams().getParam(key)));
    String given = params.values().stream().collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%-36s %-26s %10.2f ± %.2f",
        name,
        given,
        result.getScore(),
        result.getScoreError());
  }
}
