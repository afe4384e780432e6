package vcpucheck.scenarios.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.fixtures.Browser;
import vcpucheck.scenarios.fixtures.CommandRun;

/** The page of a comparison in a real browser: the first race's fix, and a wrong candidate. */
final class ComparisonBrowserTest {
  private static final int FIXED = 0;
  private static final int REFUSED = 1;

  @TempDir static Path directory = Path.of("");

  private static @Nullable Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start(directory.resolve("profile"));
    write(FIXED, "fix.html", "--from xen-4.13 --to xen-4.14 S01 --vcpus 2 --window --need");
    write(
        REFUSED,
        "wrong.html",
        "--from xen-4.22 --to xen-4.22+PUT_ON_UNKNOWN_COOKIE+M-thread-id-lost S20");
  }

  private static void write(int status, String name, String options) {
    String command = "compare " + options + " --quiet --html " + directory.resolve(name).toString();
    CommandRun run = CommandRun.of(command.split(" "));
    assertEquals("", run.err());
    assertEquals(status, run.status());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Browser opened(String name) {
    Browser page = browser;
    if (page == null) {
      throw new AssertionError("the browser was started");
    }
    page.emulateDark(false);
    page.resize(1400, 1000);
    page.open(directory.resolve(name).toUri().toString());
    return page;
  }

  @AfterEach
  void nothing_is_said_on_the_console_and_nothing_is_asked_elsewhere() throws IOException {
    Browser page = browser;
    if (page != null) {
      assertEquals(List.of(), page.console());
      for (String request : page.requests()) {
        assertTrue(
            request.startsWith("file://" + directory)
                || request.startsWith("data:")
                || request.startsWith("chrome")
                || request.equals("about:blank"),
            request);
      }
    }
  }

  @Test
  void the_fix_is_shown_with_what_moved_and_where_the_other_vcpu_goes_wrong() {
    Browser page = opened("fix.html");
    page.await("header", "REFINEMENT");
    page.await("header h1", "xen-4.13");
    page.await("article.fixed h3", "S01 cookie-reuse, locked, 2 vCPUs");
    assertEquals(0, page.count("article.broken"));
    page.await("article.fixed", "violated: no-spurious-refusal");
    page.await("article.fixed", "5 kept, 0 removed, 0 added");
    page.await("article.fixed", "vcpu1 alone after vcpu0: 21 of 213 points");
    assertEquals(22, page.count("article.fixed svg[aria-label^='vcpu0 after'] rect.come"));
    assertEquals(22, page.count("article.fixed svg[aria-label^='vcpu0 before'] rect.gone"));
    assertEquals(21, page.count("article.fixed svg[aria-label^='vcpu0 before'] rect.hole"));
    assertEquals(0, page.count("article.fixed svg[aria-label^='vcpu0 after'] rect.hole"));
  }

  @Test
  void what_the_candidate_needs_is_a_table() {
    Browser page = opened("fix.html");
    page.await("section.group:nth-of-type(2)", "What the candidate needs");
    page.await("main", "FREE_BUFFER_EARLY");
  }

  @Test
  void an_outcome_is_opened_with_an_interleaving_that_shows_it() {
    Browser page = opened("fix.html");
    page.click("article.fixed > details:last-of-type > summary");
    page.find("article.fixed tr.kept .id");
    page.click("article.fixed tr.kept details > summary");
    page.find("article.fixed tr.kept details table td.code");
  }

  @Test
  void a_wrong_candidate_is_refused_with_the_sentence_of_check() {
    Browser page = opened("wrong.html");
    page.await("header", "REGRESSION");
    page.await("article.broken", "threads [0] of OP-TEE wait, but the calls have threads [-1]");
    assertEquals(0, page.count("article.fixed"));
  }

  @Test
  void it_is_accessible_light_dark_and_narrow() {
    for (String name : List.of("fix.html", "wrong.html")) {
      Browser page = opened(name);
      page.assertAccessible(name + ", light");
      page.emulateDark(true);
      page.assertAccessible(name + ", dark");
      page.emulateDark(false);
      page.resize(500, 900);
      page.assertAccessible(name + ", narrow");
      assertFalse(page.isTooWide(), name);
    }
  }
}
