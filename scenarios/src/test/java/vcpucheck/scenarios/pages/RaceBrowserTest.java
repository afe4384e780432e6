package vcpucheck.scenarios.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import vcpucheck.checker.fixtures.Browser;
import vcpucheck.scenarios.fixtures.CommandRun;

/** Pages of races of real code in a real browser: a long one, and one under weak memory. */
final class RaceBrowserTest {
  @TempDir static Path directory = Path.of("");

  private static @Nullable Browser browser;
  private static String address = "";

  @BeforeAll
  static void start() {
    browser = Browser.start(directory.resolve("profile"));
    address = page("S01", "--revision", "xen-4.13");
  }

  /** Writes the page of a violation; returns its address. */
  private static String page(String id, String... form) {
    Path page = directory.resolve(id + ".html");
    List<String> arguments = new ArrayList<>(List.of("check", id, "--quiet", "--html"));
    arguments.add(page.toString());
    arguments.addAll(List.of(form));
    assertEquals("", CommandRun.of(arguments.toArray(String[]::new)).err());
    return page.toUri().toString();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Browser opened(String position) {
    return openedPage(address + position);
  }

  private static Browser openedPage(String wanted) {
    Browser page = browser;
    if (page == null) {
      throw new AssertionError("the browser was started");
    }
    page.resize(1400, 1000);
    page.open(wanted);
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
  void its_story_and_its_steps_are_gone_through_by_keys() {
    Browser page = opened("");
    assertEquals(15, page.count("#steps li.step"));
    page.press("p");
    page.press("p");
    page.await("li[aria-current=true]", "allocate_optee_shm_buf returns ERR_PTR(-EEXIST)");
    page.press("p");
    page.await("header", "step 160 of 185");
    page.await("li[aria-current=true]", "Xen compares cookies");
    page.await("#memory .source .on", "cookie.apply(struct).get() == value");
    page.await("#memory", "held by vcpu1");
    page.press(Keys.ARROW_RIGHT);
    assertTrue(page.address().endsWith("#step=161"), page.address());
    page.click("#steps .bars button:nth-child(2)");
    assertEquals(185, page.count("#steps li.step"));
    page.press("/");
    page.press("optee_shm_buf#0.cookie");
    assertEquals(2, page.count("#steps li.step"));
  }

  @Test
  void a_position_in_the_address_is_opened() {
    Browser page = opened("#step=90");
    page.await("header", "step 90 of 185");
    page.await("#memory", "d1.optee_shm_buf_list");
    page.await("li.cut", "any of 29 operations in a row would do");
  }

  /** What vCPU 0 was about to take off the list is the stale part of the list's life. */
  @Test
  void lanes_show_locks_and_what_became_of_the_variables_of_the_race() {
    Browser page = opened("");
    assertTrue(page.count("#lanes .held") > 10);
    assertEquals(1, page.count("#lanes .stale"));
    page.await("#lanes", "d1.tee_shm2.taken");
    page.await("#lanes", "optee_shm_buf#0.cookie");
    page.await("#lanes", "optee_shm_buf#0 (changed too late)");
  }

  /** The line that is looked at says where it is in the code; the others are short. */
  @Test
  void a_story_is_brief_but_for_the_line_that_is_looked_at() {
    Browser page = opened("#step=131");
    String shown =
        "return String([...document.querySelectorAll('#steps li%s .brief')]"
            + ".filter(one => one.offsetHeight).length)";
    assertEquals("2", page.run(shown.formatted("[aria-current=true]")));
    assertEquals("16", page.run(shown.formatted("")));
  }

  @Test
  void a_changed_value_is_shown_with_what_it_was_and_a_long_one_with_what_is_new() {
    Browser page = opened("#step=131");
    assertEquals("1", page.text("#memory tr.new .old"));
    assertEquals("0", page.text("#memory tr.new b"));
    page = opened("#step=166");
    page.await("#memory tr.new b", "TEEC_ERROR_BAD_PARAMETERS<<32");
    assertEquals(0, page.count("#memory tr.new .old"));
  }

  @Test
  void weak_memory_shows_what_is_missed_and_what_can_still_be_read() {
    Browser page =
        openedPage(page("S68", "--variant", "lock-free", "--memory", "rc11", "--strict-histories"));
    assertEquals(1, page.count("#lanes .missed"));
    page.await("#memory table.hidden", "may still read");
    page.await("#memory table.hidden", "d1.shm_buf_count:pages = 0x100000002");
    page.assertAccessible("weak memory");
  }

  @Test
  void it_is_accessible_light_dark_and_narrow() {
    Browser page = opened("#step=160");
    page.assertAccessible("light");
    page.emulateDark(true);
    page.assertAccessible("dark");
    page.emulateDark(false);
    page.resize(500, 900);
    page.assertAccessible("narrow");
    assertFalse(page.isTooWide());
  }
}
