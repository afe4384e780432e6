package vcpucheck.checker.cli.explorer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. The loopback keeps out other computers; the names in {@code Host} keep out pages of
 * other sites that have their name resolved to this computer; {@code Origin} and {@code
 * Sec-Fetch-Site} keep out their requests; and the secret in the path keeps out other users of this
 * computer.
 */
final class Gate {
  private static final int SECRET_BYTES = 16;
  private static final int MOST_BODY = 64 << 10;
  private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final Set<String> hosts;
  private final Set<String> origins;
  private final String secret;
  private final RateLimit rate;

  /**
   * Makes a gate with a secret of its own.
   *
   * @param port that the server listens on
   */
  Gate(int port, RateLimit rate) {
    this.rate = rate;
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    origins =
        Set.of("http://127.0.0.1:" + port, "http://localhost:" + port, "http://[::1]:" + port);
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    secret = HexFormat.of().formatHex(random);
  }

  /** The first segment of every path. */
  String secret() {
    return secret;
  }

  /**
   * Lets a request pass.
   *
   * @return the segments of its path after the secret
   * @throws Problem if it may not
   */
  List<String> enter(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    requireHost(headers);
    List<String> path =
        List.of(Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "").split("/", -1));
    requireSecret(path);
    requireOrigin(exchange.getRequestMethod(), headers);
    if (!rate.passes()) {
      throw new Problem(
          Problem.Kind.TOO_MANY_REQUESTS, "requests must come more slowly; ask again in a second");
    }
    requireSmallBody(exchange);
    return path.subList(2, path.size());
  }

  private void requireHost(Headers headers) {
    List<String> host = headers.getOrDefault("Host", List.of());
    if (host.size() != 1 || !hosts.contains(host.get(0))) {
      throw new Problem(
          Problem.Kind.WRONG_HOST,
          "the address must be the one that the explorer has printed: the host is another");
    }
  }

  private void requireSecret(List<String> path) {
    String given = path.size() < 2 ? "" : path.get(1);
    boolean isRight =
        MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    if (!isRight || path.size() == 2) {
      throw new Problem(
          Problem.Kind.FORBIDDEN,
          "the address must be the one that the explorer has printed: it begins with a secret, and"
              + " a slash follows");
    }
  }

  private void requireOrigin(String method, Headers headers) {
    Optional<String> origin = Optional.ofNullable(headers.getFirst("Origin"));
    Optional<String> site = Optional.ofNullable(headers.getFirst("Sec-Fetch-Site"));
    boolean mayRead = origin.map(origins::contains).orElse(method.equals("GET"));
    if (METHODS.contains(method) && (!mayRead || !site.map(OWN_SITES::contains).orElse(true))) {
      throw new Problem(Problem.Kind.FORBIDDEN, "a request must come from the explorer's own page");
    }
  }

  /** No request needs a body, so that none is kept. */
  private static void requireSmallBody(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      if (body.readNBytes(MOST_BODY + 1).length > MOST_BODY) {
        throw new Problem(
            Problem.Kind.BODY_TOO_LARGE,
            "a request's body must have at most " + MOST_BODY + " bytes");
      }
    }
  }
}
