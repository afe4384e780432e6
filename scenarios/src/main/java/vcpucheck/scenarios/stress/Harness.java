package vcpucheck.scenarios.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.TestExecutor;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.SerializedBufferCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.OSSupport;
import org.openjdk.jcstress.os.Scheduler;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.os.topology.Topology;
import org.openjdk.jcstress.vm.CompileMode;
import org.openjdk.jcstress.vm.VMSupport;
import vcpucheck.scenarios.process.ParentWatch;

/**
 * Runs tests under jcstress, in a process of its own, and writes what was observed to a file.
 *
 * <p>It stands in for jcstress's own main class, which runs every test on each of its virtual
 * machines, and whose exit status does not tell a forbidden outcome from a failure.
 */
final class Harness {
  private static final int ACTORS = 2;

  private Harness() {}

  /**
   * Runs tests.
   *
   * @param args the file, the name of the {@link Mode}, the names of the classes
   */
  public static void main(String[] args) throws IOException {
    ParentWatch.start(Path.of(args[0]));
    Mode mode = Mode.valueOf(args[1]);
    List<String> classes = List.of(args).subList(2, args.length);
    Options options = new Options(mode.options());
    if (!options.parse()) {
      throw new IllegalStateException("jcstress must know the options of a mode: mode=" + mode);
    }
    OSSupport.init();
    VMSupport.initFlags(options);
    Scheduler scheduler = new Scheduler(Topology.get(), options.getCPUCount());
    List<SchedulingClass> places =
        scheduler.scheduleClasses(ACTORS, options.getCPUCount(), AffinityMode.LOCAL);
    if (places.isEmpty()) {
      throw new IllegalStateException("two threads need two processors");
    }
    InProcessCollector results = new InProcessCollector();
    SerializedBufferCollector sink = new SerializedBufferCollector(results);
    List<TestConfig> configs = new ArrayList<>();
    for (String name : classes) {
      for (List<String> machine : mode.machines()) {
        configs.add(
            new TestConfig(
                options, TestList.getInfo(name), 0, machine, CompileMode.UNIFIED, places.get(0)));
      }
    }
    new TestExecutor(options.verbosity(), sink, scheduler).runAll(configs);
    sink.close();
    Files.write(
        Path.of(args[0]),
        results.getTestResults().stream().flatMap(result -> lines(result).stream()).toList());
  }

  private static List<String> lines(TestResult result) {
    List<String> lines = new ArrayList<>();
    for (String outcome : result.getStateKeys()) {
      lines.add(new StressObservation(result.getName(), outcome, result.getCount(outcome)).line());
    }
    if (result.status() != Status.NORMAL) {
      String why = result.status() + " " + result.getMessages() + " " + result.getVmErr();
      lines.add(new StressObservation(result.getName(), why, StressObservation.FAILURE).line());
    }
    return lines;
  }
}
