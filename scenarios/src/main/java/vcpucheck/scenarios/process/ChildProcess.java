package vcpucheck.scenarios.process;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a main class of ours in a process of its own, in a temporary directory. When this process
 * ends, however it does, so do that one and those that it has started, and no file stays.
 */
public final class ChildProcess {
  /* From this JDK on, loading an agent and sun.misc.Unsafe want to be allowed. */
  private static final int STRICT = 24;

  private static final long POLL_MILLIS = 100;
  private static final long LAST_SECONDS = 5;

  private ChildProcess() {}

  /**
   * Runs a class and waits for it.
   *
   * @param main begins with {@link ParentWatch#start}; its first argument is the file that it
   *     writes its result to
   * @param args its other arguments
   * @param limit after what time it hangs for certain
   * @param isInterrupted whether to end it early; asked often
   * @return the lines of that file
   * @throws CancellationException if it was ended early
   * @throws IllegalStateException if it fails or hangs; with what it printed
   */
  public static List<String> run(
      Class<?> main, List<String> args, Duration limit, BooleanSupplier isInterrupted) {
    try {
      Path directory = Files.createTempDirectory("vcpucheck");
      try {
        Path result = directory.resolve("result");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(List.of("-cp", classPath(), main.getName(), result.toString()));
        command.addAll(args);
        run(command, directory, limit, isInterrupted);
        return Files.readAllLines(result);
      } finally {
        MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> options() {
    return Runtime.version().feature() >= STRICT
        ? List.of("-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access=allow")
        : List.of();
  }

  /* The process runs elsewhere. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void run(
      List<String> command, Path directory, Duration limit, BooleanSupplier isInterrupted)
      throws IOException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!hasEnded(process, limit, isInterrupted)) {
        throw new IllegalStateException("a process hangs:\n" + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process runs", e);
    } finally {
      end(process);
    }
    /* A signal from the keyboard ends the process too. */
    if (isInterrupted.getAsBoolean()) {
      throw new CancellationException();
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("a process failed:\n" + Files.readString(output));
    }
  }

  private static boolean hasEnded(Process process, Duration limit, BooleanSupplier isInterrupted)
      throws InterruptedException {
    for (long left = limit.toMillis(); left > 0; left -= POLL_MILLIS) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      if (isInterrupted.getAsBoolean()) {
        throw new CancellationException();
      }
    }
    return false;
  }

  private static void end(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(process.toHandle());
    started.forEach(ChildProcess::awaitEnd);
  }

  /** Waits until a process that was told to end writes no file any more. */
  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(LAST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
