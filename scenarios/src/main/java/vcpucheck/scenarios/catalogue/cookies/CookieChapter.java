package vcpucheck.scenarios.catalogue.cookies;

import java.util.List;
import vcpucheck.checker.catalogue.Scenario;

/**
 * Cookies that are used again: for another buffer, for another kind of memory, by another domain.
 */
public final class CookieChapter {
  private CookieChapter() {}

  /** The chapter's scenarios. */
  public static List<Scenario> scenarios() {
    return List.of(
        CookieReuse.scenario(),
        CookieReuseRpc.scenario(),
        ArgumentReuse.scenario(),
        ArgumentReuseThirdCall.scenario(),
        CrossKindReuse.scenario(),
        CrossKindReuseBack.scenario(),
        ReusedByAnother.scenario());
  }
}
