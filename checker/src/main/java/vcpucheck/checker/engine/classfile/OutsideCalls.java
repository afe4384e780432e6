package vcpucheck.checker.engine.classfile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vcpucheck.checker.engine.classfile.ClassFile.Reference;

/**
 * Calls of the Java library whose answers do not follow from what code has observed, by name:
 * clocks, randomness, hash codes of identity, threads and their locks, and what is outside of the
 * program.
 */
public final class OutsideCalls {
  /** Calls that answer differently each time, or in each JVM: how their names begin. */
  private static final List<String> UNPREDICTABLE =
      List.of(
          "java/lang/Math.random",
          "java/lang/StrictMath.random",
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/System.identityHashCode",
          "java/lang/System.getProp",
          "java/lang/System.getenv",
          "java/lang/Integer.getInteger",
          "java/lang/Long.getLong",
          "java/lang/Boolean.getBoolean",
          "java/lang/Enum.hashCode",
          "java/lang/Class.hashCode",
          "java/lang/Process",
          "java/lang/Runtime.",
          "java/lang/management/",
          "java/lang/ref/",
          "java/io/File",
          "java/io/RandomAccessFile",
          "java/net/Datagram",
          "java/net/Inet",
          "java/net/ServerSocket",
          "java/net/Socket",
          "java/net/URL",
          "java/net/http/",
          "java/nio/channels/",
          "java/nio/file/Files.",
          "java/security/SecureRandom.",
          "java/time/Clock.system",
          "java/time/Clock.tickM",
          "java/time/Clock.tickS",
          "java/time/InstantSource.system",
          "java/util/Calendar.getInstance",
          "java/util/UUID.randomUUID",
          "java/util/concurrent/ThreadLocalRandom.",
          "java/util/random/RandomGenerator.getDefault",
          "java/util/random/RandomGenerator.of",
          "java/util/random/RandomGeneratorFactory.");

  /** Calls that do so if nothing is given to them, or nothing but a list. */
  private static final Set<String> UNSEEDED =
      Set.of(
          "java/util/Random.<init>",
          "java/util/SplittableRandom.<init>",
          "java/util/Date.<init>",
          "java/util/GregorianCalendar.<init>",
          "java/util/Collections.shuffle");

  private static final Set<String> NOTHING = Set.of("()", "(Ljava/util/List;)");

  /** Calls by which threads share, exclude or wake one another: how their names begin. */
  private static final List<String> THREADS =
      List.of(
          "java/lang/InheritableThreadLocal",
          "java/lang/Object.notify",
          "java/lang/Object.wait",
          "java/lang/System.clearProperty",
          "java/lang/System.setProp",
          "java/lang/Thread$Builder",
          "java/lang/Thread.",
          "java/lang/ThreadGroup",
          "java/lang/ThreadLocal",
          "java/util/Timer",
          "java/util/concurrent/CountDownLatch.",
          "java/util/concurrent/CyclicBarrier.",
          "java/util/concurrent/Exchanger.",
          "java/util/concurrent/Executor",
          "java/util/concurrent/ForkJoin",
          "java/util/concurrent/Phaser.",
          "java/util/concurrent/ScheduledThreadPool",
          "java/util/concurrent/Semaphore.",
          "java/util/concurrent/ThreadPool",
          "java/util/concurrent/TimeUnit.sleep",
          "java/util/concurrent/locks/");

  /** Hints to the processor, which mean nothing here. */
  private static final Set<String> HINTS =
      Set.of("java/lang/Thread.onSpinWait", "java/lang/Thread.yield");

  /** Methods of streams and collections that use threads, whatever the class. */
  private static final Set<String> PARALLEL = Set.of("parallel", "parallelStream");

  private OutsideCalls() {}

  /**
   * What is wrong with a call.
   *
   * @param caller the calling method, as messages name it
   * @return one sentence, if it must not be there
   */
  public static Optional<String> problem(Reference called, String caller) {
    if (!called.owner().startsWith("java/")) {
      return Optional.empty();
    }
    String call = caller + " calls " + text(called);
    if (isUnpredictable(called)) {
      return Optional.of(
          "code under test must do the same when it observes the same: "
              + call
              + "; let Memory.choose decide, or pass the value in when the model is built");
    }
    return isOfThreads(called)
        ? Optional.of(
            "vCPUs share nothing and wait for nothing but through the memory: "
                + call
                + "; use what Memory makes")
        : Optional.empty();
  }

  private static String text(Reference called) {
    return called.owner().replace('/', '.') + "." + called.name().replace("<init>", "new");
  }

  private static boolean isUnpredictable(Reference called) {
    String given = called.descriptor().substring(0, called.descriptor().indexOf(')') + 1);
    boolean isNow =
        called.name().equals("now")
            && called.owner().startsWith("java/time/")
            && !given.contains("Ljava/time/Clock;");
    return isNow
        || begins(called, UNPREDICTABLE.stream())
        || (UNSEEDED.contains(name(called)) && NOTHING.contains(given));
  }

  private static boolean isOfThreads(Reference called) {
    boolean isParallel =
        PARALLEL.contains(called.name()) && called.owner().startsWith("java/util/");
    boolean isAsync =
        called.name().endsWith("Async") && called.owner().startsWith("java/util/concurrent/");
    return isParallel
        || isAsync
        || (begins(called, THREADS.stream()) && !HINTS.contains(name(called)));
  }

  private static boolean begins(Reference called, Stream<String> names) {
    String name = name(called);
    return names.anyMatch(name::startsWith);
  }

  private static String name(Reference called) {
    return called.owner() + "." + called.name();
  }
}
