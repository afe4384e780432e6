package vcpucheck.checker.cli.explorer;

import java.util.Locale;
import java.util.Optional;

/** Why a request is not answered: a status and one sentence. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What can be wrong with a request; nothing else is ever answered. */
  enum Kind {
    BAD_REQUEST(400),
    BAD_TOKEN(400),
    FORBIDDEN(403),
    NOT_FOUND(404),
    UNKNOWN_FORM(404),
    METHOD_NOT_ALLOWED(405),
    STALE_TOKEN(409),
    BODY_TOO_LARGE(413),
    TOKEN_TOO_LONG(414),
    WRONG_HOST(421),
    WRONG_MODEL(422),
    TOO_MANY_REQUESTS(429),
    BUG(500),
    OUT_OF_MEMORY(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }

    /** The name in answers: "stale-token". */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Kind kind;
  private final transient Optional<String> agreed;

  Problem(Kind kind, String sentence) {
    this(kind, sentence, Optional.empty());
  }

  /**
   * A problem with a token.
   *
   * @param agreed the token of the last position up to which everything is as it was
   */
  Problem(Kind kind, String sentence, Optional<String> agreed) {
    super(sentence);
    this.kind = kind;
    this.agreed = agreed;
  }

  Kind kind() {
    return kind;
  }

  Optional<String> agreed() {
    return agreed;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
