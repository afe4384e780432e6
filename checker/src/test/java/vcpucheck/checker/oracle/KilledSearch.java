package vcpucheck.checker.oracle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import vcpucheck.checker.Checker;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.fixtures.CasCounter;

/** A search on disk in a process of its own, which can be killed. */
final class KilledSearch {
  private static final int VCPUS = 4;

  /** So little that there are several runs, and some are merged. */
  private static final long BYTES = 8 << 20;

  private static final Duration INTERVAL = Duration.ofMillis(150);

  private KilledSearch() {}

  private static Checker checker(int rounds) {
    return Checker.of(new CasCounter(VCPUS, rounds))
        .with(
            Options.defaults()
                .with(Reductions.none())
                .with(Options.Store.DISK)
                .with(Limits.none().withBytes(BYTES)));
  }

  private static String text(Result result) {
    return result.verdict() + " " + result.stats();
  }

  /** The result of a search that is not killed. */
  static String undisturbed(int rounds) {
    return text(checker(rounds).run());
  }

  /** Goes on from a checkpoint, if there is one, and says what the result is. */
  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    CheckpointConfig checkpoints =
        new CheckpointConfig(
            file,
            Files.exists(file),
            INTERVAL,
            "killed",
            warning -> {
              throw new AssertionError(warning);
            });
    Result result = checker(Integer.parseInt(args[1])).with(checkpoints).run();
    System.out.print(text(result));
  }
}
