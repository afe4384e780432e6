package vcpucheck.checker.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import vcpucheck.checker.file.AtomicFile;
import vcpucheck.checker.trace.TraceFile;

/**
 * Where the last trace of each scenario is kept that the user did not ask for, so that no search is
 * needed again to replay it.
 *
 * @param directory need not exist; empty if nothing is kept
 * @param leastStates how many states a search must have visited to be worth sparing
 */
public record KeptTraces(Optional<Path> directory, long leastStates) {
  private static final long LONG_SEARCH = 100_000;

  /** Nothing is kept. */
  public static final KeptTraces NONE = new KeptTraces(Optional.empty(), LONG_SEARCH);

  /** The user's directory for such files, by the XDG base directory specification. */
  public static KeptTraces of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    String cache =
        environment.getOrDefault("XDG_CACHE_HOME", home.isEmpty() ? "" : home + "/.cache");
    try {
      return cache.isEmpty()
          ? NONE
          : new KeptTraces(Optional.of(Path.of(cache, "vcpucheck")), LONG_SEARCH);
    } catch (InvalidPathException e) {
      return NONE;
    }
  }

  /**
   * Keeps a trace if that is possible, and says where.
   *
   * @param states how many states the search visited that found it
   */
  public Optional<Path> keep(TraceFile trace, long states) {
    return directory.filter(place -> states >= leastStates).flatMap(place -> write(place, trace));
  }

  private static Optional<Path> write(Path place, TraceFile trace) {
    try {
      Files.createDirectories(place);
      Path file = place.resolve(trace.scenario() + ".trace");
      new AtomicFile(file).write(trace.text());
      return Optional.of(file);
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
