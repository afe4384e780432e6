package vcpucheck.checker.cli.options;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.Options;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.spi.OutputFile;

/** The options of checkpoints: whether a search is saved, and whether it resumes. */
@Command(optionListHeading = "Checkpoints")
public final class CheckpointOptions {
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  /** Options that a resumed run may change or omit. */
  private static final Set<String> DROPPED =
      Set.of("--checkpoint", "--resume", "--limit-states", "--limit-memory");

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "save the search to FILE, periodically and when it is stopped")
  private @Nullable String checkpoint;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "TIME",
      description = "how often the search is saved: 30s, 5m (default), 2h")
  private @Nullable String every;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "go on with the search that was saved to FILE, and save it there")
  private @Nullable String resume;

  /** Whether the search is to be saved or resumed. */
  public boolean isAsked() {
    return checkpoint != null || every != null || resume != null;
  }

  /**
   * What the user wants, all checked.
   *
   * @param subject what is explored
   * @param warnings receives what goes wrong meanwhile
   */
  public Optional<CheckpointConfig> checkpoints(
      Console console, Options options, String subject, Consumer<String> warnings) {
    Optional<Path> file = file(console);
    if (file.isEmpty()) {
      if (every != null) {
        throw new InputException(
            "--checkpoint-every must go with --checkpoint or --resume: --checkpoint-every="
                + every
                + "; add --checkpoint FILE");
      }
      return Optional.empty();
    }
    if (options.order() != Options.Order.BFS) {
      throw new InputException(
          "--checkpoint and --resume must go with --order bfs: other searches cannot be saved;"
              + " leave --order out");
    }
    Duration interval =
        every == null ? INTERVAL : OptionParsers.duration("--checkpoint-every", every);
    return Optional.of(
        new CheckpointConfig(file.get(), resume != null, interval, subject, warnings));
  }

  private Optional<Path> file(Console console) {
    if (checkpoint != null && resume != null) {
      throw new InputException(
          "--checkpoint and --resume must not be given together: --checkpoint="
              + checkpoint
              + ", --resume="
              + resume
              + "; --resume alone goes on and saves to its own file");
    }
    if (checkpoint != null) {
      Path file = OutputFile.place(console, "--checkpoint", checkpoint);
      if (Files.exists(file)) {
        throw new InputException(
            "--checkpoint must name a new file: --checkpoint="
                + checkpoint
                + " exists; go on from it with --resume "
                + checkpoint
                + ", or remove it");
      }
      return Optional.of(file);
    }
    if (resume == null) {
      return Optional.empty();
    }
    Path file = OutputFile.place(console, "--resume", resume);
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "--resume must name a file that --checkpoint wrote: --resume="
              + resume
              + "; to begin, use --checkpoint "
              + resume);
    }
    return Optional.of(file);
  }

  /** How to go on, if there is a checkpoint. */
  public Optional<String> hint(Console console) {
    String name = checkpoint == null ? resume : checkpoint;
    if (name == null || !Files.exists(Path.of(name))) {
      return Optional.empty();
    }
    List<String> again = new ArrayList<>();
    for (Iterator<String> args = console.args().iterator(); args.hasNext(); ) {
      String arg = args.next();
      if (!DROPPED.contains(arg.split("=", 2)[0])) {
        again.add(arg);
      } else if (!arg.contains("=")) {
        args.next();
      }
    }
    again.add("--resume");
    again.add(name);
    return Optional.of("Go on with\n  " + console.command(again));
  }

  private static void removeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  /**
   * Removes a checkpoint that is of no more use.
   *
   * @throws InputException if that is impossible
   */
  public static void remove(CheckpointConfig finished) {
    try {
      Files.deleteIfExists(finished.file());
      removeFolder(finished.folder());
    } catch (IOException e) {
      throw new InputException(
          "a checkpoint must be a file that can be removed: file="
              + finished.file()
              + ", error="
              + e
              + "; the report stands, remove it yourself",
          e);
    }
  }
}
