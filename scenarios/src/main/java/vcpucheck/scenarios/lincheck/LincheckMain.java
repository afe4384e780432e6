package vcpucheck.scenarios.lincheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vcpucheck.scenarios.process.ParentWatch;

/** Runs tests under Lincheck, in a process of its own, and writes what was found to a file. */
final class LincheckMain {
  private LincheckMain() {}

  /**
   * Runs tests.
   *
   * @param args the file, how often each scenario is run, the names of the tests
   */
  public static void main(String[] args) throws IOException {
    ParentWatch.start(Path.of(args[0]));
    int invocations = Integer.parseInt(args[1]);
    List<String> names = List.of(args).subList(2, args.length);
    List<String> lines = new ArrayList<>();
    // In this order, because another strategy instruments all classes anew.
    for (Strategy strategy : Strategy.values()) {
      for (LincheckTest test : LincheckTest.ALL) {
        if (names.contains(test.name())) {
          lines.add(
              new LincheckFinding(test.name(), strategy, strategy.search(test, invocations))
                  .line());
        }
      }
    }
    Files.write(Path.of(args[0]), lines);
  }
}
