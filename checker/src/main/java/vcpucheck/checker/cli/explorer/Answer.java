package vcpucheck.checker.cli.explorer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.report.json.Json;

/**
 * What a request is answered with.
 *
 * @param status an HTTP status
 * @param type the media type
 * @param text the body
 */
record Answer(int status, String type, String text) {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  /** As RFC 9457 has it. */
  private record ProblemDetails(String type, int status, String detail, @Nullable String agreed) {}

  static Answer html(String page) {
    return new Answer(OK, "text/html; charset=utf-8", page);
  }

  static Answer text(String text) {
    return new Answer(OK, "text/plain; charset=utf-8", text);
  }

  static Answer json(String json) {
    return new Answer(OK, JSON, json);
  }

  /** Something that goes on was begun. */
  static Answer accepted(Object body) {
    return new Answer(ACCEPTED, JSON, Json.line(body));
  }

  static Answer of(Problem problem) {
    Problem.Kind kind = problem.kind();
    return new Answer(
        kind.status(),
        PROBLEM,
        Json.line(
            new ProblemDetails(
                kind.word(), kind.status(), problem.sentence(), problem.agreed().orElse(null))));
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
