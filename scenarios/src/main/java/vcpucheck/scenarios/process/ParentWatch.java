package vcpucheck.scenarios.process;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Ends this process, and those that it has started, when the one that started it has ended without
 * doing so, as when it was killed.
 */
public final class ParentWatch {
  private static final int STATUS = 1;

  private ParentWatch() {}

  /**
   * Begins to watch.
   *
   * @param result the file of {@link ChildProcess#run}, whose directory is removed in the end
   */
  public static void start(Path result) {
    Thread watch = new Thread(() -> outlive(result.resolveSibling("")), "vcpucheck-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  /* Nothing is ever written to standard input: it ends with the process at its other side. */
  private static void outlive(Path directory) {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      /* As good as an end. */
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      System.err.println("cannot remove " + directory + ": " + e);
    }
    Runtime.getRuntime().halt(STATUS);
  }
}
