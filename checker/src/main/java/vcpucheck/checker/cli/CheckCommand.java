package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.report.Detail;
import vcpucheck.checker.report.JsonReport;
import vcpucheck.checker.report.Report;
import vcpucheck.checker.report.TextReport;
import vcpucheck.checker.trace.TraceFile;

/** Explores one scenario. */
@Command(name = "check", description = "Explore every interleaving of one scenario.")
final class CheckCommand implements Callable<Integer> {
  private static final int MOST_VCPUS = 64;

  private final Session session;

  @Parameters(paramLabel = "SCENARIO", description = "name or id of a scenario")
  private String scenario = "";

  @Mixin private final CodeOptions code = new CodeOptions();

  @Option(names = "--memory", paramLabel = "MODEL", description = "memory model (default: sc)")
  private String memory = "sc";

  @Option(names = "--vcpus", paramLabel = "N", description = "how many vCPUs")
  private @Nullable String vcpus;

  @Mixin private final SearchOptions search = new SearchOptions();

  @Mixin private final CheckpointOptions saving = new CheckpointOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON")
  private @Nullable String json;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "write a violation's interleaving, for replay")
  private @Nullable String trace;

  @Option(names = "--full", description = "show every operation of a counterexample")
  private boolean full;

  CheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Search prepared = prepare();
    ProgressMeter meter = session.meter(prepared.subject().scenario(), search);
    Optional<OutputFile> jsonFile = Optional.ofNullable(json).map(f -> OutputFile.of("--json", f));
    Optional<OutputFile> traceFile =
        Optional.ofNullable(trace).map(f -> OutputFile.of("--trace", f));
    OutputFile.requireDifferent(jsonFile, traceFile);
    Optional<CheckpointConfig> checkpoints = checkpoints(prepared, meter);
    Report report =
        checkpoints.map(kept -> prepared.run(meter, kept)).orElseGet(() -> prepared.run(meter));
    session.print(TextReport.of(report, full ? Detail.FULL : Detail.BRIEF, replayHint(report)));
    boolean isDone = isDone(report);
    if (!isDone) {
      saving.hint(session.console()).ifPresent(hint -> session.print("\n" + hint + "\n"));
    }
    jsonFile.ifPresent(file -> file.write(JsonReport.of(report)));
    traceFile.ifPresent(file -> traceOf(report).ifPresent(recorded -> file.write(recorded.text())));
    if (isDone) {
      checkpoints.ifPresent(CheckpointOptions::remove);
    }
    return ExitStatus.of(report.word());
  }

  private Optional<CheckpointConfig> checkpoints(Search prepared, ProgressMeter meter) {
    Report.Subject subject = prepared.subject();
    Optional<CheckpointConfig> checkpoints =
        saving.checkpoints(
            prepared.options(), subject.title() + " under " + subject.memory(), meter::warn);
    if (checkpoints.isPresent()) {
      session.interruption().bePatient();
    }
    return checkpoints;
  }

  /** Whether nothing is left to search for, not even a shorter counterexample. */
  private boolean isDone(Report report) {
    return !session.interruption().isRequested()
        && ExitStatus.of(report.word()) != ExitStatus.INCOMPLETE;
  }

  private Search prepare() {
    MemoryModel model = Texts.constant("memory", memory, MemoryModel.class);
    Catalogues.Found found = session.catalogues().find(scenario);
    Configuration configuration = withVcpus(code.apply(found.scenario().defaults()));
    return Search.of(found, configuration, model, search.options());
  }

  private Configuration withVcpus(Configuration configuration) {
    if (vcpus == null) {
      return configuration;
    }
    long count = Texts.positive("--vcpus", vcpus);
    if (count > MOST_VCPUS) {
      throw new InputException("--vcpus must be at most " + MOST_VCPUS + ": --vcpus=" + vcpus);
    }
    return new Configuration(
        configuration.revision(), configuration.variant(), configuration.mutant(), (int) count);
  }

  private static Optional<TraceFile> traceOf(Report report) {
    Report.Subject subject = report.subject();
    return report
        .counterexample()
        .map(
            found ->
                TraceFile.of(
                    subject.id(),
                    subject.scenario(),
                    subject.configuration(),
                    subject.memory(),
                    report.options().build(),
                    found));
  }

  private String replayHint(Report report) {
    Console console = session.console();
    if (trace != null) {
      return "Replay it with\n  " + console.command("replay", trace);
    }
    String file = report.subject().scenario() + ".trace";
    List<String> again = new ArrayList<>(console.args());
    again.add("--trace");
    again.add(file);
    return "Keep and replay it with\n  "
        + console.command(again)
        + "\n  "
        + console.command("replay", file);
  }
}
