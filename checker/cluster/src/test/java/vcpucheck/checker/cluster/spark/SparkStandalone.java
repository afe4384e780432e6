package vcpucheck.checker.cluster.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Spark's own cluster on this machine's loopback: a master and workers, each a process. */
final class SparkStandalone implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int PATIENCE = 600;

  private final Path home = Path.of(System.getProperty("spark.home"));
  private final Path directory;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  SparkStandalone(Path directory, int workers) throws IOException, InterruptedException {
    this.directory = directory;
    port = freePort();
    start("master.Master", "--host", HOST, "--port", "" + port, "--webui-port", "0");
    awaitMaster();
    for (int worker = 0; worker < workers; worker++) {
      start(
          "worker.Worker",
          "--host",
          HOST,
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "800m",
          "--work-dir",
          directory.resolve("worker" + worker).toString(),
          master());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitMaster() throws IOException, InterruptedException {
    for (int tries = 0; tries < PATIENCE; tries++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.shutdownOutput();
        return;
      } catch (IOException e) {
        Thread.sleep(200);
      }
    }
    throw new IOException("Spark's master does not listen: port=" + port);
  }

  private void start(String daemon, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx400m");
    opens().forEach(command::add);
    command.add("-cp");
    command.add(home.resolve("jars") + "/*");
    command.add("org.apache.spark.deploy." + daemon);
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", home.toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("SPARK_LOCAL_IP", HOST);
    builder.redirectErrorStream(true);
    builder.redirectOutput(directory.resolve(daemon + processes.size() + ".log").toFile());
    processes.add(builder.start());
  }

  private static Stream<String> opens() {
    return Stream.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar")
        .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED");
  }

  String master() {
    return "spark://" + HOST + ":" + port;
  }

  /** What Spark must know of this machine, as system properties. */
  static Map<String, String> properties() {
    String classes =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith("classes") || entry.contains("guava"))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    return Map.of(
        "spark.driver.host", HOST,
        "spark.driver.bindAddress", HOST,
        "spark.executor.memory", "700m",
        "spark.executor.cores", "1",
        "spark.cores.max", "2",
        "spark.scheduler.minRegisteredResourcesRatio", "1.0",
        "spark.jars", "",
        "spark.executor.extraClassPath", classes);
  }

  /** Kills one executor, without a warning, if there is one. */
  Optional<ProcessHandle> killExecutor() {
    Optional<ProcessHandle> executor =
        processes.stream()
            .flatMap(Process::descendants)
            .filter(
                process ->
                    process
                        .info()
                        .commandLine()
                        .filter(line -> line.contains("CoarseGrainedExecutorBackend"))
                        .isPresent())
            .findFirst();
    executor.ifPresent(ProcessHandle::destroyForcibly);
    return executor;
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
