package vcpucheck.checker.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import vcpucheck.checker.Checker;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.ExportedSearch;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Result;
import vcpucheck.checker.Stats;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.Violations;
import vcpucheck.checker.Walkthrough;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.cli.options.ExportOptions;
import vcpucheck.checker.cli.pages.Findings;
import vcpucheck.checker.cli.pages.SourceFiles;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.report.CheckReport;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.trace.TraceFile;

/**
 * One exploration to be run.
 *
 * @param subject what is explored
 * @param model its model
 * @param options how
 */
record SearchTask(CheckReport.Subject subject, Model model, Options options) {
  /** Where code under test is, beside its classes. */
  private static final SourceFiles SOURCES = new SourceFiles(List.of());

  static SearchTask of(
      Catalogues.Found found, Configuration configuration, MemoryModel memory, Options options) {
    Configuration form = found.canonical(configuration);
    Options chosen = options.with(memory).withUsual(found.scenario().reuse(form));
    return new SearchTask(subject(found, form, memory), found.model(form), chosen);
  }

  /** What is explored of a scenario. */
  static CheckReport.Subject subject(
      Catalogues.Found found, Configuration configuration, MemoryModel memory) {
    Scenario scenario = found.scenario();
    return new CheckReport.Subject(
        scenario.id(), scenario.name(), scenario.lesson(), configuration, memory.word());
  }

  /**
   * Runs it. Running out of memory is a result, not an error.
   *
   * @param checkpoints how it is saved meanwhile; empty if it is not
   * @param cluster where it is searched; empty for here
   * @throws ModelException if the model is wrong
   * @throws vcpucheck.checker.CheckpointException if it cannot go on from a checkpoint
   */
  CheckReport run(
      ProgressMeter meter,
      Optional<CheckpointConfig> checkpoints,
      Optional<ClusterConfig> cluster) {
    AtomicInteger vcpus = new AtomicInteger(subject.configuration().vcpus());
    Checker plain = Checker.of(counting(vcpus)).with(options).with(meter);
    Checker saved = checkpoints.map(plain::with).orElse(plain);
    Checker checker = cluster.map(saved::with).orElse(saved);
    try {
      Result result = checker.run();
      return new CheckReport(subject, options, result, vcpus.get());
    } catch (IllegalArgumentException e) {
      throw options.store() == Options.Store.EXACT && cluster.isEmpty()
          ? e
          : new InputException(String.valueOf(e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      return new CheckReport(
          subject, options, outOfMemory(meter.last(), options.memory()), vcpus.get());
    } finally {
      meter.end();
    }
  }

  /**
   * What a report has found, with all that is known of it.
   *
   * @param isExplained whether it is worth while to explain it
   */
  Optional<Finding> finding(CheckReport report, boolean isExplained, Glossary glossary) {
    if (report.trace().isEmpty()) {
      return Optional.empty();
    }
    TraceFile trace = report.trace().get();
    try (Walkthrough walk = Checker.of(model).with(options).walk()) {
      return Optional.of(
          isExplained
              ? Findings.explained(trace, walk, glossary, SOURCES)
              : Findings.unexplained(trace, walk, glossary, SOURCES));
    }
  }

  /**
   * Explores it once more, as a format needs it.
   *
   * @throws InputException if the format cannot say what was found, or not all was explored
   */
  Optional<String> export(ExportOptions.Format format) {
    ExportedSearch exported =
        Checker.of(model)
            .with(options)
            .export(
                format == ExportOptions.Format.PROMELA
                    ? ExportedSearch.Format.PROMELA
                    : ExportedSearch.Format.ALDEBARAN);
    exported
        .refusal()
        .ifPresent(
            why -> {
              throw new InputException("--export " + format.word() + ": " + why);
            });
    return exported.text();
  }

  /** What is wrong, and a report of the search that found it. */
  record Listed(CheckReport report, Violations violations) {}

  /**
   * Lists all that is wrong. Running out of memory is a result, not an error.
   *
   * @throws ModelException if the model is wrong
   */
  Listed listViolations(ProgressMeter meter) {
    AtomicInteger vcpus = new AtomicInteger(subject.configuration().vcpus());
    Options plain =
        options
            .with(options.reductions().withBlocks(false).withSymmetry(false))
            .with(Options.Order.BFS);
    Violations all;
    try {
      all = Checker.of(counting(vcpus)).with(plain).with(meter).violations();
    } catch (OutOfMemoryError e) {
      all =
          new Violations(List.of(), false, List.of(), outOfMemory(meter.last(), options.memory()));
    } finally {
      meter.end();
    }
    return new Listed(new CheckReport(subject, plain, all.result(), vcpus.get()), all);
  }

  /** The model, which also says how many vCPUs its program has. */
  private Model counting(AtomicInteger vcpus) {
    return memory -> {
      Program program = model.build(memory);
      /* A wrong model may give none, which is not for this to tell. */
      Optional.ofNullable(program).ifPresent(given -> vcpus.set(given.vcpus().size()));
      return program;
    };
  }

  private static Result outOfMemory(ProgressListener.Progress last, MemoryModel memory) {
    return unfinished(Verdict.Incomplete.outOfMemory(), last, memory);
  }

  /** A report of a search that cannot be run on the code under test as it is. */
  CheckReport notRun(ModelException why, ProgressListener.Progress last) {
    return new CheckReport(
        subject,
        options,
        unfinished(
            new Verdict.Incomplete("it cannot be run: " + why.getMessage()),
            last,
            options.memory()),
        subject.configuration().vcpus());
  }

  private static Result unfinished(
      Verdict verdict, ProgressListener.Progress last, MemoryModel memory) {
    return new Result(
        verdict,
        new Stats(
            last.states(),
            last.transitions(),
            last.depth(),
            0,
            0,
            0,
            new Interleavings.Unknown(),
            Optional.empty()),
        last.elapsed(),
        List.of(),
        memory,
        Coverage.NONE);
  }
}
