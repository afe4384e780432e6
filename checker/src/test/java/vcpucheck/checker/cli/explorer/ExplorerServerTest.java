package vcpucheck.checker.cli.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.model.ModelException;

final class ExplorerServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TREIBER = "1:T03:old:plain,2,sc,debug:";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
  private final AtomicLong time = new AtomicLong();
  private ExplorerServer server = start(ServerLimits.USUAL);

  private ExplorerServer start(ServerLimits limits) {
    try {
      return ExplorerServer.start(Toys.setup(Toys.form("T03", "old"), limits, bugs, time::get), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void is_on_the_loopback() {
    assertTrue(server.bound().getAddress().isLoopbackAddress());
    assertEquals(server.bound().getAddress().getHostAddress(), server.address().getHost());
  }

  @AfterEach
  void ends_without_a_bug() {
    server.close();
    assertEquals(List.of(), bugs);
  }

  private record Reply(int status, String type, String text) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new AssertionError(text, e);
      }
    }
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(server.address().resolve(path));
  }

  private static String encoded(String token) {
    return URLEncoder.encode(token, StandardCharsets.UTF_8);
  }

  private Reply get(String path) {
    return send(to(path));
  }

  private Reply state(String token) {
    return get("api/v1/states/" + encoded(token));
  }

  private HttpRequest.Builder own(String path) {
    String address = server.address().toString();
    return to(path).header("Origin", address.substring(0, address.indexOf('/', 8)));
  }

  private Reply post(String token) {
    return send(own("api/v1/searches/" + encoded(token)).POST(HttpRequest.BodyPublishers.noBody()));
  }

  private JsonNode result(JsonNode search) {
    JsonNode state = search;
    while (state.get("status").asText().equals("RUNNING")) {
      state = get("api/v1/searches/" + search.get("id").asInt()).json();
    }
    return state;
  }

  private static void assertProblem(int status, String type, String sentence, Reply reply) {
    assertEquals("application/problem+json", reply.type());
    assertEquals(status, reply.status());
    assertEquals(status, reply.json().get("status").asInt());
    assertEquals(type, reply.json().get("type").asText());
    assertEquals(sentence, reply.json().get("detail").asText());
  }

  // ---- what is served ----

  @Test
  void the_page_holds_everything_and_the_first_position() {
    HttpRequest.Builder request = to("");
    Reply page = send(request);
    assertEquals(200, page.status());
    assertEquals("text/html; charset=utf-8", page.type());
    assertTrue(page.text().contains("Explore T03 treiber on old"));
    assertFalse(page.text().contains("src="));
    assertFalse(page.text().contains("href=\"http"));
    assertTrue(page.text().contains("connect-src 'self'"));
    String first = page.text().replaceFirst("(?s).*\"first\":(.*?)}</script>.*", "$1");
    assertEquals(state(TREIBER + ":").text(), first);
  }

  @Test
  void every_answer_keeps_other_pages_out() throws Exception {
    HttpResponse<Void> response =
        client.send(to("").build(), HttpResponse.BodyHandlers.discarding());
    String policy = response.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
    assertTrue(policy.endsWith("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals(
        "same-origin", response.headers().firstValue("Cross-Origin-Resource-Policy").orElse(""));
    assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
    assertEquals(List.of(), response.headers().allValues("Access-Control-Allow-Origin"));
  }

  @Test
  void positions_are_walked_to_step_by_step() {
    JsonNode start = state(TREIBER + ":").json();
    assertEquals("vcpucheck/position/1", start.get("schema").asText());
    assertEquals(TREIBER + ":", start.get("token").asText());
    assertTrue(start.get("start").size() > 3);
    JsonNode option = start.get("turns").get(0).get("options").get(0).get("step");
    String token = TREIBER + "0x1:" + option.get("check").asText();
    JsonNode next = state(token).json();
    assertEquals(token, next.get("token").asText());
    assertEquals(option, next.get("steps").get(0));
    JsonNode rest = get("api/v1/states/" + encoded(token) + "?from=1").json();
    assertEquals(0, rest.get("steps").size());
    assertFalse(rest.has("start"));
  }

  @Test
  void a_vcpu_runs_on() {
    JsonNode ran = get("api/v1/states/" + encoded(TREIBER + ":") + "/run/0/end").json();
    JsonNode end = state(ran.get("token").asText()).json();
    assertEquals("ended", end.get("turns").get(0).get("status").asText());
    assertEquals("ready", end.get("turns").get(1).get("status").asText());
  }

  @Test
  void a_progress_graph_is_of_two_vcpus() {
    JsonNode graph = get("api/v1/states/" + encoded(TREIBER + ":") + "/progress/0/1").json();
    assertEquals(0, graph.get("x").get("vcpu").asInt());
    assertTrue(graph.get("x").get("end").asInt() > 5);
    assertTrue(graph.get("x").get("violations").isArray());
    assertProblem(
        400,
        "bad-request",
        "a progress graph must be of two vCPUs: vcpu=1",
        get("api/v1/states/" + encoded(TREIBER + ":") + "/progress/1/1"));
    assertProblem(
        400,
        "bad-request",
        "a progress graph needs memory that is sequentially consistent: memory=tso",
        get("api/v1/states/" + encoded("1:T03:old:plain,2,tso,debug::") + "/progress/0/1"));
  }

  @Test
  void sources_have_numbers() {
    JsonNode start = state(TREIBER + ":").json();
    JsonNode step = start.get("turns").get(0).get("wanted");
    String source = step.get("source").asText();
    JsonNode file = get("api/v1/sources/" + step.get("file").asInt()).json();
    assertEquals("vcpucheck/checker/fixtures/TreiberStack.java", file.get("path").asText());
    int line = Integer.parseInt(source.substring(source.indexOf(':') + 1));
    assertTrue(file.get("lines").get(line - 1).asText().contains(".alloc()"), source);
    assertProblem(
        404, "not-found", "no step has a source of this number", get("api/v1/sources/999"));
  }

  @Test
  void the_nearest_violation_is_found_from_the_start() {
    Reply begun = post(TREIBER + ":");
    assertEquals(202, begun.status());
    JsonNode found = result(begun.json());
    assertEquals("FOUND", found.get("status").asText());
    JsonNode end = state(found.get("token").asText()).json();
    assertEquals("popped-once", end.get("violation").get("property").asText());
    Reply trace = get("api/v1/states/" + encoded(found.get("token").asText()) + "/export/trace");
    assertEquals("text/plain; charset=utf-8", trace.type());
    assertTrue(trace.text().contains("popped-once"), trace.text());
    JsonNode none = result(post("1:T03:new:plain,2,sc,debug::").json());
    assertEquals("NONE", none.get("status").asText());
  }

  @Test
  void one_search_goes_on_at_a_time_and_can_be_cancelled() {
    JsonNode begun = post("1:T11:old:plain,2,sc,debug::").json();
    for (String shown : List.of("states", "depth", "waiting", "bytes", "millis", "estimate")) {
      assertTrue(begun.has(shown), shown);
    }
    int id = begun.get("id").asInt();
    Reply second = post(TREIBER + ":");
    Reply graph = get("api/v1/states/" + encoded(TREIBER + ":") + "/progress/0/1");
    Reply step = state(TREIBER + ":");
    send(own("api/v1/searches/" + id).DELETE());
    JsonNode end = result(begun);
    assertEquals("CANCELLED", end.get("status").asText());
    assertProblem(
        429,
        "too-many-requests",
        "a search must end, or be cancelled, before the next question: id=" + id,
        second);
    assertEquals(429, graph.status());
    assertEquals(200, step.status(), "steps do not wait for searches");
    assertProblem(404, "not-found", "a search must be the last: id=77", get("api/v1/searches/77"));
  }

  @Test
  void a_search_that_nobody_asks_about_ends() {
    JsonNode begun = post("1:T11:old:plain,2,sc,debug::").json();
    time.addAndGet(Duration.ofSeconds(16).toNanos());
    JsonNode end = begun;
    while (end.get("status").asText().equals("RUNNING")) {
      time.addAndGet(Duration.ofSeconds(16).toNanos());
      end = get("api/v1/searches/" + begun.get("id").asInt()).json();
    }
    assertEquals("CANCELLED", end.get("status").asText());
  }

  @Test
  void a_search_ends_at_its_bound() {
    server.close();
    server = start(ServerLimits.USUAL.withSearchedStates(10));
    JsonNode end = result(post(TREIBER + ":").json());
    assertEquals("GAVE_UP", end.get("status").asText());
  }

  // ---- what is refused ----

  @Test
  void code_that_has_changed_is_noticed() {
    JsonNode start = state(TREIBER + ":").json();
    String check =
        start.get("turns").get(0).get("options").get(0).get("step").get("check").asText();
    String other = (check.charAt(0) == '0' ? "1" : "0") + check.substring(1);
    Reply reply = state(TREIBER + "0x1:" + other);
    assertProblem(
        409,
        "stale-token",
        "the code must do what it did when the position was noted, but from step 1 on something"
            + " else is done",
        reply);
    assertEquals(TREIBER + ":", reply.json().get("agreed").asText());
    Reply beyond = state(TREIBER + "0x1-7x1:");
    assertEquals(409, beyond.status());
    assertEquals(TREIBER + "0x1:" + check, beyond.json().get("agreed").asText());
  }

  @Test
  void what_there_is_not_is_refused() {
    assertProblem(404, "not-found", "there is nothing at this address", get("index.html"));
    assertProblem(404, "not-found", "there is nothing at this address", get("api/v1/files/x"));
    assertProblem(
        404,
        "unknown-form",
        "the scenario must be in the catalogue",
        state("1:T99:old:plain,2,sc,debug::"));
    assertEquals(404, state("1:T03:older:plain,2,sc,debug::").status());
    assertEquals(400, state("hello").status());
    assertEquals(414, state("1:T03:old:plain,2,sc,debug:0x10001:").status());
    assertProblem(
        400,
        "bad-request",
        "a vCPU must run to its return, write or end",
        get("api/v1/states/" + encoded(TREIBER + ":") + "/run/0/mars"));
    assertProblem(
        400,
        "bad-request",
        "a number must be a whole one from 0 to 1",
        get("api/v1/states/" + encoded(TREIBER + ":") + "/run/2/end"));
    assertProblem(
        422,
        "wrong-model",
        "a model must be right: it is wrong",
        state("1:T08:old:plain,2,sc,debug::"));
    assertProblem(
        503,
        "out-of-memory",
        "the position must fit into memory; give the program more with java -Xmx",
        state("1:T10:old:plain,2,sc,debug::"));
    assertEquals(405, send(own("").DELETE()).status());
  }

  @Test
  void a_bug_is_told_on_the_terminal_only() {
    assertProblem(
        500,
        "bug",
        "this is a bug of vcpucheck; its terminal says more",
        state("1:T09:old:plain,2,sc,debug::"));
    assertEquals(1, bugs.size());
    assertEquals("checker bug: planted", bugs.get(0).getMessage());
    bugs.clear();
  }

  @Test
  void who_does_not_know_the_secret_is_refused() {
    assertNotEquals("", server.address().getPath());
    for (String path : List.of("/", "/x/", "/" + "0".repeat(32) + "/", "/favicon.ico")) {
      assertEquals(403, get(path).status(), path);
    }
    String secret = server.address().getPath();
    assertEquals(403, get(secret.substring(0, secret.length() - 1)).status());
    server.close();
    String before = server.address().getPath();
    server = start(ServerLimits.USUAL);
    assertNotEquals(before, server.address().getPath());
  }

  @Test
  void other_sites_are_refused() {
    assertEquals(403, send(to("").header("Origin", "http://example.org")).status());
    assertEquals(403, send(to("").header("Sec-Fetch-Site", "cross-site")).status());
    assertEquals(200, send(to("").header("Sec-Fetch-Site", "none")).status());
    HttpRequest.Builder withoutOrigin =
        to("api/v1/searches/" + encoded(TREIBER + ":")).POST(HttpRequest.BodyPublishers.noBody());
    assertEquals(403, send(withoutOrigin).status());
  }

  @Test
  void large_bodies_are_refused() {
    HttpRequest.Builder large =
        own("api/v1/searches/" + encoded(TREIBER + ":"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[70_000]));
    assertEquals(413, send(large).status());
  }

  @Test
  void requests_have_a_rate() {
    server.close();
    server = start(new ServerLimits(3, 10, Duration.ofMinutes(1), Duration.ofSeconds(1)));
    for (int request = 0; request < 3; request++) {
      assertEquals(200, get("").status());
    }
    assertProblem(
        429, "too-many-requests", "requests must come more slowly; ask again in a second", get(""));
    time.addAndGet(Duration.ofSeconds(1).toNanos());
    assertEquals(200, get("").status());
  }

  @Test
  void it_is_idle_when_nothing_has_asked_for_a_while() {
    assertFalse(server.isIdle());
    time.addAndGet(Duration.ofMinutes(31).toNanos());
    assertTrue(server.isIdle());
    get("/wrong/");
    assertTrue(server.isIdle(), "who does not know the secret does not count");
    get("");
    assertFalse(server.isIdle());
  }

  @Test
  void a_server_does_not_start_at_what_is_wrong() {
    assertThrows(
        ModelException.class,
        () ->
            ExplorerServer.start(
                Toys.setup(Toys.form("T08", "old"), ServerLimits.USUAL, bugs, time::get), 0));
    assertThrows(InputException.class, () -> ExplorerServer.formOf("x"));
    assertThrows(
        IOException.class,
        () ->
            ExplorerServer.start(
                Toys.setup(Toys.form("T03", "old"), ServerLimits.USUAL, bugs, time::get),
                URI.create(server.address().toString()).getPort()));
  }

  @Test
  void more_scenes_than_are_kept_can_be_asked_for() {
    for (int round = 0; round < 2; round++) {
      for (String id : List.of("T01", "T02", "T03", "T04", "T07", "T12")) {
        assertEquals(200, state("1:" + id + ":old:plain,2,sc,debug::").status(), id);
      }
    }
  }
}
