package vcpucheck.checker.cli;

import vcpucheck.checker.Checker;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Result;
import vcpucheck.checker.Stats;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.report.Report;

/**
 * One exploration to be run.
 *
 * @param subject what is explored
 * @param model its model
 * @param options how
 */
record Search(Report.Subject subject, Model model, Options options) {
  static Search of(
      Catalogues.Found found, Configuration configuration, MemoryModel memory, Options options) {
    Scenario scenario = found.scenario();
    Configuration form = found.canonical(configuration);
    return new Search(
        new Report.Subject(scenario.id(), scenario.name(), scenario.lesson(), form, memory.word()),
        found.model(form),
        options);
  }

  /**
   * Runs it. Running out of memory is a result, not an error.
   *
   * @throws ModelException if the model is wrong
   */
  Report run(ProgressMeter meter) {
    return run(Checker.of(model).with(options).with(meter), meter);
  }

  /**
   * Runs it and saves it meanwhile.
   *
   * @throws ModelException if the model is wrong
   * @throws vcpucheck.checker.CheckpointException if it cannot go on from a checkpoint
   */
  Report run(ProgressMeter meter, CheckpointConfig checkpoints) {
    return run(Checker.of(model).with(options).with(meter).with(checkpoints), meter);
  }

  private Report run(Checker checker, ProgressMeter meter) {
    try {
      return new Report(subject, options, checker.run());
    } catch (OutOfMemoryError e) {
      return new Report(subject, options, outOfMemory(meter.last()));
    } finally {
      meter.end();
    }
  }

  private static Result outOfMemory(ProgressListener.Progress last) {
    return new Result(
        Verdict.Incomplete.outOfMemory(),
        new Stats(
            last.states(), last.transitions(), last.depth(), 0, 0, 0, new Interleavings.Unknown()),
        last.elapsed());
  }
}
