package vcpucheck.scenarios.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Result;
import vcpucheck.checker.Stats;
import vcpucheck.checker.model.Model;

/** This checker, in this process: processor time includes the JVM's compiler and collector. */
final class Explorer {
  static final String NAME = "vcpucheck";

  private Explorer() {}

  /** Searches a model. */
  static Sample measure(Model model, Options options) {
    return measure(Checker.of(model).with(options));
  }

  /** Searches. */
  static Sample measure(Checker checker) {
    System.gc();
    AtomicLong bytes = new AtomicLong();
    ProgressListener monitor =
        new ProgressListener() {
          @Override
          public boolean wantsToStop() {
            return false;
          }

          @Override
          public void progress(Progress progress) {
            bytes.set(progress.bytes());
          }
        };
    double cpu = cpuSeconds();
    long begin = System.nanoTime();
    Result result = checker.with(monitor).run();
    double wall = (System.nanoTime() - begin) / 1e9;
    return new Sample(coverage(result, bytes.get()), wall, cpuSeconds() - cpu);
  }

  private static Coverage coverage(Result result, long bytes) {
    Stats stats = result.stats();
    boolean isCounted = !(stats.interleavings() instanceof Interleavings.Unknown);
    return new Coverage(
        result.verdict().word(),
        stats.states(),
        stats.transitions(),
        isCounted ? stats.interleavings().toString() : null,
        (double) bytes / stats.states());
  }

  /** What this process has used so far. */
  static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
