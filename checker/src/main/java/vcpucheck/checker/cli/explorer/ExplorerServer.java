package vcpucheck.checker.cli.explorer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Walkthrough;
import vcpucheck.checker.cli.pages.SourceFiles;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.report.html.HtmlPage;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.TraceFile;

/** The explorer's server: on the loopback of this computer only. */
public final class ExplorerServer implements AutoCloseable {
  private static final int THREADS = 4;

  private static final String POLICY = HtmlPage.explorerPolicy() + "; frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Gate gate;
  private final Routes routes;
  private final ServerLimits limits;

  /** What a page shows of a bug. */
  static final String BUG = "this is a bug of vcpucheck; its terminal says more";

  private final Consumer<Throwable> bugs;
  private final LongSupplier nanoTime;
  private volatile long lastRequest;

  static {
    /* Of the JDK's server: how long a request may take to arrive, and how many may be open. */
    System.setProperty("sun.net.httpserver.maxReqTime", "20");
    System.setProperty("jdk.httpserver.maxConnections", "64");
    /* A body must not wait for the receipt of its head, 40 ms. */
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private ExplorerServer(
      HttpServer server,
      Routes routes,
      ServerLimits limits,
      Consumer<Throwable> bugs,
      LongSupplier nanoTime) {
    this.server = server;
    this.routes = routes;
    this.limits = limits;
    this.bugs = bugs;
    this.nanoTime = nanoTime;
    lastRequest = nanoTime.getAsLong();
    gate =
        new Gate(
            server.getAddress().getPort(), new RateLimit(limits.requestsPerSecond(), nanoTime));
  }

  /**
   * What a server is made of.
   *
   * @param scenes finds what is asked for
   * @param opening what the page shows at first
   * @param token the position at first
   * @param sources the directories of sources; if empty, they are looked for
   * @param limits what it does not exceed
   * @param bugs told of what should not happen
   * @param nanoTime the time, from some moment
   */
  public record Setup(
      Scene.Finder scenes,
      Scene opening,
      String token,
      List<Path> sources,
      ServerLimits limits,
      Consumer<Throwable> bugs,
      LongSupplier nanoTime) {}

  /**
   * Starts a server that has opened the first position already.
   *
   * @param port the port; 0 for any that is free
   * @throws IOException if the port is taken
   * @throws ModelException if the model is wrong
   * @throws InputException if the code does something else by now than at the first position
   */
  public static ExplorerServer start(Setup setup, int port) throws IOException {
    Worlds worlds = new Worlds(setup.scenes());
    open(worlds, setup);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    Routes routes =
        new Routes(
            worlds,
            new Routes.Opening(setup.opening(), setup.token()),
            setup.limits(),
            new SourceFiles(setup.sources()),
            setup.bugs(),
            setup.nanoTime());
    ExplorerServer explorer =
        new ExplorerServer(server, routes, setup.limits(), setup.bugs(), setup.nanoTime());
    server.createContext("/", explorer::handle);
    server.setExecutor(explorer.threads);
    server.start();
    return explorer;
  }

  /** The address that it is bound to. */
  InetSocketAddress bound() {
    return server.getAddress();
  }

  private static void open(Worlds worlds, Setup setup) {
    try {
      PositionToken token = PositionToken.parse(setup.token());
      worlds.get(token.form()).position(token);
    } catch (Problem e) {
      worlds.close();
      throw new InputException(e.sentence(), e);
    } catch (ModelException | Error e) {
      worlds.close();
      throw e;
    }
  }

  /** The token of the start of a scene. */
  public static String startOf(Scene scene) {
    return PositionToken.of(scene.form(), List.of());
  }

  /**
   * The form that a token names.
   *
   * @throws InputException if it is no token
   */
  public static Form formOf(String token) {
    try {
      return PositionToken.parse(token).form();
    } catch (Problem e) {
      throw new InputException(e.sentence(), e);
    }
  }

  /**
   * The token of the end of a trace, or of where the code stops doing what it did.
   *
   * @param warnings told if the code has changed
   */
  public static String endOf(Scene scene, TraceFile trace, Consumer<String> warnings) {
    Replay replay = scene.checker().replay(trace.schedule(), trace.operations());
    replay
        .divergence()
        .ifPresent(
            end ->
                warnings.accept(
                    "vcpucheck: the code must do what it did when the trace was written, but from"
                        + " step "
                        + (end.step() + 1)
                        + " on it does not: the explorer begins there"));
    int most = Math.min(replay.steps().size(), PositionToken.MOST_STEPS);
    Schedule walked = new Schedule(trace.schedule().choices().subList(0, most));
    try (Walkthrough walk = scene.checker().walk()) {
      return PositionToken.of(scene.form(), walk.position(walked).steps());
    }
  }

  /** Where the page is. */
  public URI address() {
    String host = bound().getAddress().getHostAddress();
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + bound().getPort() + "/" + gate.secret() + "/");
  }

  /** Whether nobody has asked for so long that the server is not needed any more. */
  public boolean isIdle() {
    return nanoTime.getAsLong() - lastRequest > limits.idle().toNanos();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.bytes();
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.type());
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cross-Origin-Opener-Policy", "same-origin");
      headers.set("Content-Security-Policy", POLICY);
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), isHead ? -1 : body.length);
      if (!isHead) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    try {
      List<String> path = gate.enter(exchange);
      lastRequest = nanoTime.getAsLong();
      return routes.answer(
          exchange.getRequestMethod(), path, query(exchange.getRequestURI().getQuery()));
    } catch (Problem e) {
      return Answer.of(e);
    } catch (ModelException e) {
      return Answer.of(new Problem(Problem.Kind.WRONG_MODEL, String.valueOf(e.getMessage())));
    } catch (CancellationException | RejectedExecutionException e) {
      return Answer.of(
          new Problem(
              Problem.Kind.TOO_MANY_REQUESTS, "a later question has taken the place of this one"));
    } catch (OutOfMemoryError e) {
      return Answer.of(
          new Problem(
              Problem.Kind.OUT_OF_MEMORY,
              "the position must fit into memory; give the program more with java -Xmx"));
    } catch (RuntimeException | Error e) {
      bugs.accept(e);
      return Answer.of(new Problem(Problem.Kind.BUG, BUG));
    }
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> query = new HashMap<>();
    for (String part : text == null ? new String[0] : text.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        query.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return query;
  }

  /** Ends the server, and what it has begun. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    routes.close();
  }
}
