package vcpucheck.checker.cli.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ObjectArrays;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import vcpucheck.checker.cli.Main;
import vcpucheck.checker.fixtures.Browser;

/** The pages in a real browser: counterexample, suite and explorer. */
final class BrowserTest {
  private static final String START = "1:T03:old:plain,2,sc,debug::";

  @TempDir static Path directory = Path.of("");

  private static @Nullable Browser browser;
  private static @Nullable ExplorerServer server;
  private static final List<Throwable> BUGS = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start(directory.resolve("profile"));
    server =
        ExplorerServer.start(
            Toys.setup(Toys.form("T03", "old"), ServerLimits.USUAL, BUGS, System::nanoTime), 0);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (browser != null) {
      browser.close();
    }
    assertEquals(List.of(), BUGS);
  }

  private static Browser browser() {
    if (browser == null) {
      throw new AssertionError("the browser was started");
    }
    return browser;
  }

  private static String explorer() {
    if (server == null) {
      throw new AssertionError("the server was started");
    }
    return server.address().toString();
  }

  private static String counterexample() {
    return counterexample("treiber");
  }

  private static String counterexample(String scenario) {
    Path page = directory.resolve(scenario + ".html");
    StringWriter err = new StringWriter();
    Main.run(
        new String[] {"check", scenario, "--html", page.toString()},
        new PrintWriter(new StringWriter()),
        new PrintWriter(err));
    assertEquals("", err.toString());
    return page.toUri().toString();
  }

  @AfterEach
  void nothing_is_said_on_the_console_and_nothing_is_asked_elsewhere() throws IOException {
    assertEquals(List.of(), browser().console());
    for (String request : browser().requests()) {
      assertTrue(
          request.startsWith(explorer())
              || request.startsWith("file://" + directory)
              || request.startsWith("data:")
              || request.startsWith("chrome") /* its own first page */
              || request.equals("about:blank"),
          request);
    }
  }

  // ---- the counterexample ----

  @Test
  void a_counterexample_is_stepped_through_and_filtered() {
    Browser page = browser();
    page.open(counterexample());
    int told = page.count("#steps li.step");
    page.press("p");
    assertTrue(page.address().contains("#step="), page.address());
    String before = page.address();
    page.press(Keys.ARROW_RIGHT);
    assertNotEquals(before, page.address());
    page.click("#steps .bars button:nth-child(2)");
    int all = page.count("#steps li.step");
    assertTrue(all > told, told + " of " + all);
    page.press("/");
    page.press("alloc");
    int allocations = page.count("#steps li.step");
    assertTrue(allocations > 0 && allocations < all, allocations + " of " + all);
    page.press(Keys.ESCAPE);
    assertEquals(all, page.count("#steps li.step"));
    page.assertAccessible("counterexample");
    page.emulateDark(true);
    page.assertAccessible("dark");
    page.emulateDark(false);
  }

  /** All steps come first: the story ends before those that repeat. */
  @Test
  void what_repeats_for_ever_is_told_and_drawn() {
    Browser page = browser();
    page.open(counterexample("spinner"));
    page.await("#steps .late", "Step 3 repeats for ever. After step 2 the violation cannot");
    assertEquals(1, page.count("#lanes .loop"));
    assertEquals(3, page.count("#steps li.step"));
    page.assertAccessible("endless");
    page.open(counterexample());
    assertEquals(0, page.count("#lanes .loop"));
  }

  // ---- the suite ----

  private static String suite(String... which) {
    Path folder = directory.resolve("suite" + which.length);
    Main.run(
        ObjectArrays.concat(
            new String[] {"suite", "--html", folder.toString()}, which, String.class),
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()));
    return folder.resolve("index.html").toUri().toString();
  }

  @Test
  void a_suite_of_a_change_that_no_search_comes_to_says_so() {
    Browser page = browser();
    page.open(suite("peterson", "--revision", "new+PATIENCE"));
    page.await("header .bad", "NOT REACHED");
    page.await("#details", "nothing expected; never came to PATIENCE");
  }

  @Test
  void a_suite_shows_what_is_not_as_expected_and_leads_to_counterexamples() {
    Browser page = browser();
    page.resize(1400, 1000);
    page.open(suite());
    page.await("header", "NOT AS EXPECTED");
    assertEquals(2, page.count("#wrong li"));
    page.await("#details", "T05 surprise");
    page.run("document.querySelector('.cell[aria-pressed=true]').focus()");
    page.press(Keys.ARROW_UP);
    page.await("#details", "T03 treiber");
    page.press(Keys.ARROW_LEFT);
    page.await("#details", "popped-once");
    assertTrue(page.address().endsWith("#T03/old/plain"), page.address());
    String there = page.address();
    int rows = page.count("tbody tr");
    page.press("/");
    page.press("popped");
    assertEquals(1, page.count("tbody tr"));
    page.press(Keys.ESCAPE);
    assertEquals(rows, page.count("tbody tr"));
    page.open(there);
    page.await("#details", "popped-once");
    page.click("#details a");
    page.find("#lanes svg");
    page.await("h1", "T03 treiber on old");
  }

  @Test
  void a_suite_is_accessible_light_dark_and_narrow() {
    Browser page = browser();
    page.resize(1400, 1000);
    page.open(suite());
    page.find(".grid .cell");
    page.assertAccessible("light");
    page.emulateDark(true);
    page.assertAccessible("dark");
    page.emulateDark(false);
    page.resize(500, 900);
    page.assertAccessible("narrow");
    assertFalse(page.isTooWide());
    page.resize(1400, 1000);
  }

  // ---- the explorer ----

  private static Browser atStart() {
    Browser page = browser();
    page.resize(1400, 1000);
    page.open(explorer());
    page.await("#count", "0 operations");
    page.find("button.take[data-vcpu='0']");
    return page;
  }

  @Test
  void the_effect_of_a_step_is_shown_before_it_is_taken() {
    Browser page = atStart();
    String shown = page.text("button.take[data-vcpu='0'] .op");
    page.press("0");
    page.await("#count", "1 operation");
    page.await("#path li[aria-current=true]", shown);
    page.press("0");
    page.await("#count", "2 operations");
    page.click("#undo");
    page.await("#count", "1 operation of 2");
    page.press(Keys.ARROW_RIGHT);
    page.await("#count", "2 operations");
    page.press(Keys.HOME);
    page.await("#count", "0 operations of 2");
  }

  @Test
  void no_panel_waits_for_an_answer() {
    Browser page = browser();
    page.open(explorer());
    assertEquals("0 operations", page.text("#count"));
    assertTrue(page.count("button.take") > 0 && page.count("#state .in p") > 0);
    page.open(explorer() + "#at=" + START.replace("::", ":0x1:"));
    page.await("#count", "1 operation");
  }

  @Test
  void light_or_dark_outlives_a_reload_and_is_kept_nowhere_else() {
    Browser page = browser();
    page.open(counterexample());
    page.emulateDark(false);
    assertEquals("Dark", page.text("button.theme"));
    String light = background(page);
    page.click("button.theme");
    assertNotEquals(light, background(page));
    page.press(Keys.ARROW_LEFT);
    page.run("location.reload()");
    page.find("button.theme");
    assertEquals("Light", page.text("button.theme"));
    assertNotEquals(light, background(page));
    assertEquals("0", page.run("return String(localStorage.length + sessionStorage.length)"));
    page.open(counterexample());
    assertEquals(light, background(page));
  }

  private static String background(Browser page) {
    return page.run("return getComputedStyle(document.body).backgroundColor").toString();
  }

  @Test
  void it_leads_from_the_start_to_a_violation() {
    Browser page = atStart();
    page.click("#nearest");
    page.find("#there");
    page.await("#count", "0 operations of ");
    page.press(Keys.ARROW_RIGHT);
    page.await("#count", "1 operation of ");
    page.click("#there");
    page.await("#violation", "popped-once");
    page.await("#properties", "✗ popped-once");
    assertEquals(7, page.count("#violation .exports a[download]"));
    String there = page.address();
    page.open(there);
    page.await("#violation", "a node was popped that another vCPU has");
    assertEquals(there, page.address());
    page.assertAccessible("explorer at a violation");
  }

  @Test
  void a_vcpu_runs_on_and_the_graph_shows_what_is_ahead() {
    Browser page = atStart();
    page.find("#graph svg .red");
    page.click("[data-run=end]");
    page.await("#choices", "has ended");
    page.find("#state .in table");
    page.await("#code", "TreiberStack.java:");
    page.find("#code pre .on");
    page.click("#bookmark");
    page.click("#first");
    page.await("#count", "0 operations of ");
    page.click("#marks li:last-child button");
    page.await("#choices", "has ended");
  }

  @Test
  void a_position_of_other_code_is_refused_with_a_sentence() {
    Browser page = browser();
    page.open(explorer() + "#at=1:T03:old:plain,2,sc,debug:0x1:0000");
    page.await("[role=alert]", "from step 1 on something else is done");
    assertEquals(1, page.console().size(), "the browser notes that a request was refused");
    assertTrue(page.count("button.take") > 0, "where the explorer began is shown instead");
    assertEquals(0, page.count("#path li.group"));
    page.click("[role=alert] button");
    page.await("#count", "0 operations");
  }

  @Test
  void nothing_runs_but_the_page_s_own_script() throws IOException {
    Browser page = atStart();
    page.run(
        "const s = document.createElement('script'); s.textContent = 'window.planted = 1';"
            + " document.head.append(s); const i = new Image(); i.src = 'http://127.0.0.1:1/x.png';"
            + " document.body.append(i)");
    assertEquals("", page.run("return window.planted"));
    List<String> console = page.console();
    for (String refused : List.of("inline script", "x.png")) {
      assertTrue(
          console.stream()
              .anyMatch(line -> line.contains(refused) && line.contains("Content Security Policy")),
          refused + " in " + console);
    }
    assertTrue(page.requests().contains("http://127.0.0.1:1/x.png"), "it was asked for in vain");
  }

  @Test
  void it_is_accessible_light_dark_and_narrow() {
    Browser page = atStart();
    page.press("0");
    page.await("#count", "1 operation");
    page.find("#graph svg .both, #graph svg .red");
    page.assertAccessible("light");
    page.click("button.theme");
    page.assertAccessible("dark");
    page.resize(500, 900);
    page.assertAccessible("narrow");
    assertFalse(page.isTooWide());
    assertTrue(page.address().contains("#at=" + START.substring(0, START.length() - 1)));
  }
}
