package vcpucheck.checker.cli.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.threads.ThreadedReplay;
import vcpucheck.checker.threads.ThreadedRun;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.TraceFile;

/**
 * A replay on threads of this JVM.
 *
 * @param console where it prints
 * @param trace what is replayed
 * @param suspended the number of the step before which all threads wait for a debugger
 */
public record NativeReplay(Console console, TraceFile trace, OptionalInt suspended) {
  public NativeReplay {
    if (!trace.memory().equals(MemoryModel.SC.word()) || trace.lasso().isPresent()) {
      throw new InputException(
          "--native replays interleavings that come to an end, under sc: memory="
              + trace.memory()
              + ", endless="
              + trace.lasso().isPresent()
              + "; leave it out");
    }
    if (!ThreadedReplay.judges(trace.property())) {
      throw new InputException(
          "threads must be able to judge what the trace violates: property="
              + trace.property()
              + "; replay it without --native");
    }
    int steps = trace.steps().size();
    suspended.ifPresent(
        step -> {
          if (step > steps) {
            throw new InputException(
                "--suspend must name a step of the trace: --suspend=" + step + ", steps=" + steps);
          }
        });
  }

  /** Runs it, prints what came of it, and says how the command ends. */
  public int run(Model model, Configuration configuration, int width) {
    ThreadedRun run =
        ThreadedReplay.run(
            model,
            trace.build() == Options.Build.DEBUG,
            trace.schedule(),
            trace.steps(),
            this::beforeStep,
            suspended.isPresent() ? Duration.ofDays(1) : ThreadedReplay.PATIENCE);
    NativeReplayText text = new NativeReplayText(trace, configuration, run);
    console.print(text.of(width));
    return status(run.outcome(trace.property()));
  }

  /** How a replay ends, on threads or not. */
  public static int status(Replay.Outcome outcome) {
    return switch (outcome) {
      case REPRODUCED, OTHER_VIOLATION -> ExitStatus.VIOLATED;
      case NO_VIOLATION -> ExitStatus.VERIFIED;
      case DIVERGED -> ExitStatus.INCOMPLETE;
    };
  }

  private void beforeStep(int step) {
    if (suspended.isEmpty() || suspended.getAsInt() != step + 1) {
      return;
    }
    console
        .err()
        .println(
            "vcpucheck: thread "
                + trace.vcpus().get(trace.steps().get(step).vcpu())
                + " waits before step "
                + (step + 1)
                + ", "
                + trace.steps().get(step).operation()
                + "; attach a debugger to process "
                + ProcessHandle.current().pid()
                + ", then press Enter");
    console.err().flush();
    try {
      int read = System.in.read();
      while (read >= 0 && read != '\n') {
        read = System.in.read();
      }
    } catch (IOException e) {
      throw new InputException("standard input must be readable for --suspend", e);
    }
  }
}
