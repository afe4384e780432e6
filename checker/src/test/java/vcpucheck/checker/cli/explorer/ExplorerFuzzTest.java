package vcpucheck.checker.cli.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand requests that no page makes. */
final class ExplorerFuzzTest {
  private static final int REQUESTS = 10_000;
  private static final long SEED = 16;
  private static final String MARKER = "no request may read this";

  /** All that the server, or the JDK's before it, may answer. */
  private static final Set<Integer> LISTED =
      Set.of(200, 202, 400, 403, 404, 405, 409, 413, 414, 421, 422, 429);

  private static final Pattern STACK_TRACE =
      Pattern.compile("\\(\\w+\\.java:\\d+\\)|\tat |Exception in thread");

  private static final List<String> IDS = List.of("T01", "T02", "T03", "T04", "T08", "T99", "");
  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "GET", "POST", "DELETE", "PUT", "OPTIONS", "HEAD", "TRACE", "x");

  @TempDir Path directory = Path.of("");

  private final ObjectMapper json = new ObjectMapper();
  private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Set<String> pages = new TreeSet<>();
  private String secret = "";
  private String host = "";
  private Connection connection = Connection.NONE;

  /** A connection to the server, kept while that keeps it. */
  private record Connection(Socket socket, InputStream in) {
    static final Connection NONE = new Connection(new Socket(), InputStream.nullInputStream());
  }

  /** An answer, as far as one came. */
  private record Reply(int status, Map<String, String> headers, String text) {}

  @AfterEach
  void close() throws IOException {
    connection.socket().close();
  }

  @Test
  void nothing_comes_out_but_what_is_listed() throws IOException {
    Files.writeString(directory.resolve("secret.txt"), MARKER);
    Path sources = Files.createDirectory(directory.resolve("sources"));
    Scene scene = Toys.find(Toys.form("T03", "old"));
    ExplorerServer.Setup setup =
        new ExplorerServer.Setup(
            Toys::find,
            scene,
            ExplorerServer.startOf(scene),
            List.of(sources),
            new ServerLimits(1 << 30, 2_000, Duration.ofHours(1), Duration.ofHours(1)),
            bugs::add,
            System::nanoTime);
    try (ExplorerServer server = ExplorerServer.start(setup, 0)) {
      secret = server.address().getPath();
      host = "127.0.0.1:" + server.address().getPort();
      for (int request = 0; request < REQUESTS; request++) {
        send(server.address().getPort());
      }
    }
    assertEquals(List.of(), bugs);
    assertEquals(1, pages.size(), "one page is served");
    assertTrue(
        statuses.keySet().containsAll(List.of(200, 202, 400, 403, 404, 405, 409, 413, 421)),
        statuses + ": seed=" + SEED);
  }

  private void send(int port) throws IOException {
    byte[] request = request();
    String shown = new String(request, StandardCharsets.ISO_8859_1);
    shown = shown.substring(0, Math.min(400, shown.length()));
    try {
      if (connection.socket().isClosed() || !connection.socket().isConnected()) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        connection = new Connection(socket, new BufferedInputStream(socket.getInputStream()));
      }
      connection.socket().getOutputStream().write(request);
      check(read(shown.startsWith("HEAD")), shown);
    } catch (EOFException | SocketException e) {
      connection.socket().close(); /* refused without an answer */
    }
  }

  private void check(Reply reply, String request) throws IOException {
    String context = "seed=" + SEED + ", request=" + request + ", answer=" + reply;
    assertTrue(LISTED.contains(reply.status()), context);
    assertFalse(STACK_TRACE.matcher(reply.text()).find(), context);
    assertFalse(reply.text().contains(MARKER), context);
    assertFalse(reply.text().contains("root:"), context);
    statuses.merge(reply.status(), 1, Integer::sum);
    String type = reply.headers().getOrDefault("content-type", "");
    if (type.startsWith("text/html; charset")) {
      pages.add(reply.text());
    } else if (type.contains("json") && !request.startsWith("HEAD")) {
      parse(reply.text(), context);
    } else if (!request.startsWith("HEAD")) {
      assertTrue(reply.status() >= 400, context); /* the JDK's own refusal */
    }
    if (reply.headers().getOrDefault("connection", "").equals("close")
        || type.isEmpty()
        || !type.contains("json")) {
      connection.socket().close();
    }
  }

  private void parse(String text, String context) {
    try {
      assertTrue(json.readTree(text).isObject(), context);
    } catch (JsonProcessingException e) {
      throw new AssertionError(context, e);
    }
  }

  private Reply read(boolean isHead) throws IOException {
    String status = line();
    int code = Integer.parseInt(status.split(" ", -1)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = isHead ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = connection.in().readNBytes(length);
    return new Reply(code, headers, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = connection.in().read(); c != '\n'; c = connection.in().read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  // ---- what is sent ----

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean isOneIn(int many) {
    return random.nextInt(many) == 0;
  }

  private byte[] request() {
    if (isOneIn(50)) {
      return bytes(
          "G" + noise(random.nextInt(60)) + "\r\n\r\n"); /* not an empty line, which is skipped */
    }
    String method = any(METHODS);
    int body = isOneIn(40) ? random.nextInt(80_000) : 0;
    String head =
        method
            + " "
            + target()
            + (isOneIn(60) ? " HTTP/9" : " HTTP/1.1")
            + "\r\nHost: "
            + (isOneIn(20) ? any(List.of("example.org", "localhost", noise(9), "")) : host)
            + "\r\n"
            + (isOneIn(3) ? "" : "Origin: http://" + (isOneIn(9) ? "example.org" : host) + "\r\n")
            + (isOneIn(20) ? noise(6) + ": " + noise(20) + "\r\n" : "")
            + (isOneIn(99) ? "Content-Length: many\r\n" : "Content-Length: " + body + "\r\n")
            + "\r\n";
    return bytes(head + "x".repeat(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String target() {
    if (isOneIn(15)) {
      return any(List.of("*", "/", "//", "http://example.org/", "/" + "0".repeat(32) + "/", "x:y"));
    }
    String path =
        switch (random.nextInt(9)) {
          case 0 -> any(List.of("", "index.html", "api", "api/v1", "api/v2/states/" + token()));
          case 1 -> escape();
          case 2 -> "api/v1/searches/" + (isOneIn(2) ? token() : "" + random.nextInt(50));
          case 3 -> "api/v1/sources/" + (isOneIn(3) ? noise(5) : "" + random.nextInt(20));
          case 4 ->
              "api/v1/states/"
                  + token()
                  + "/run/"
                  + small()
                  + "/"
                  + any(List.of("return", "write", "end", "x"));
          case 5 -> "api/v1/states/" + token() + "/progress/" + small() + "/" + small();
          case 6 ->
              "api/v1/states/"
                  + token()
                  + "/export/"
                  + any(List.of("trace", "json", "dot", "sarif", "promela", "../x"));
          default -> "api/v1/states/" + token() + (isOneIn(3) ? "?from=" + small() : "");
        };
    return secret + (isOneIn(12) ? mutated(path) : path);
  }

  private String escape() {
    String up = any(List.of("../", "..%2f", "%2e%2e/", "..\\", "....//", "%252e%252e%252f"));
    return any(List.of("", "api/v1/sources/", "api/v1/states/"))
        + up.repeat(1 + random.nextInt(8))
        + any(List.of("etc/passwd", directory.toString().substring(1) + "/secret.txt", "pom.xml"));
  }

  private String small() {
    return isOneIn(9) ? noise(3) : "" + random.nextInt(3);
  }

  private String token() {
    StringBuilder runs = new StringBuilder();
    int count = random.nextInt(5);
    for (int run = 0; run < count; run++) {
      runs.append(run == 0 ? "" : "-")
          .append(random.nextInt(3))
          .append(isOneIn(9) ? "a" + random.nextInt(3) : "")
          .append('x')
          .append(isOneIn(30) ? random.nextInt(1_000_000) : 1 + random.nextInt(4));
    }
    String checks = isOneIn(4) ? noise(4 * count) : "";
    String token =
        "1:"
            + any(IDS)
            + ":"
            + (isOneIn(15) ? any(List.of("new", "newest", "old+COURTESY", "x")) : "old")
            + ":plain,"
            + (isOneIn(9) ? random.nextInt(90) : 2)
            + ","
            + (isOneIn(15) ? any(List.of("tso", "rc11", "arm64", "x")) : "sc")
            + ","
            + (isOneIn(15) ? any(List.of("release", "y")) : "debug")
            + ":"
            + runs
            + ":"
            + checks;
    return isOneIn(8) ? mutated(token) : token;
  }

  private String mutated(String text) {
    StringBuilder changed = new StringBuilder(text);
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> changed.insert(at, noise(3));
      case 1 -> changed.setLength(at);
      case 2 -> changed.append("9".repeat(random.nextInt(10_000)));
      default -> changed.insert(at, any(List.of("%00", "%ff", "%", ":", "/", "?", "#", "..")));
    }
    return changed.toString();
  }

  private String noise(int length) {
    StringBuilder noise = new StringBuilder();
    for (int at = 0; at < length; at++) {
      noise.append((char) (isOneIn(12) ? random.nextInt(256) : 33 + random.nextInt(94)));
    }
    return noise.toString().replace("\n", "").replace("\r", "");
  }
}
