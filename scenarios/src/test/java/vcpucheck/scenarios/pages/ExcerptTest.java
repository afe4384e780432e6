package vcpucheck.scenarios.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An excerpt that does not fit is noticed, and becomes the lines that are most like it. */
final class ExcerptTest {
  private static final List<String> OUTPUT =
      List.of("VIOLATED: S01", "", "  1 | lock d1.lock", "  2 | load x: 7", "end of report");

  private static boolean fits(String... shown) {
    return new Excerpt(List.of(shown), OUTPUT).fits();
  }

  private static Optional<List<String>> today(String... shown) {
    return new Excerpt(List.of(shown), OUTPUT).today();
  }

  @Test
  void lines_fit_in_order_with_any_lines_left_out() {
    assertTrue(fits(OUTPUT.toArray(String[]::new)));
    assertTrue(fits("VIOLATED: S01", "..."));
    assertTrue(fits("...", "  1 | lock d1.lock", "...", "end of report"));
    assertTrue(fits("...", "end of report", "..."));
    assertTrue(fits("..."));
  }

  @Test
  void another_line_does_not_fit() {
    assertFalse(fits("VERIFIED: S01", "..."));
    assertFalse(fits("...", "  2 | load x: 8", "..."));
  }

  @Test
  void lines_in_another_order_or_with_a_gap_do_not_fit() {
    assertFalse(fits("...", "  2 | load x: 7", "  1 | lock d1.lock", "..."));
    assertFalse(fits("VIOLATED: S01", "  1 | lock d1.lock", "..."));
  }

  @Test
  void what_is_left_out_must_be_marked() {
    assertFalse(fits("VIOLATED: S01"));
    assertFalse(fits("end of report"));
    assertFalse(fits());
    assertTrue(new Excerpt(List.of(), List.of()).fits());
  }

  @Test
  void times_and_lines_of_code_may_differ() {
    List<String> shown = List.of("  time      0.3 s, 5 states/s", "CookieList.java:96", "took 2 s");
    List<String> actual =
        List.of("  time      9 s, 77 states/s", "CookieList.java:103", "took 4.5 s");
    assertTrue(new Excerpt(shown, actual).fits());
    assertEquals(Optional.of(actual), new Excerpt(shown, actual).today());
  }

  @Test
  void today_has_the_most_similar_lines() {
    assertEquals(
        Optional.of(List.of("VIOLATED: S01", "...", "  2 | load x: 7", "...")),
        today("VERIFIED: S01", "...", "  9 | load x: 8", "..."));
    assertEquals(
        Optional.of(List.of("...", "  1 | lock d1.lock", "  2 | load x: 7", "...")),
        today("...", "lock of d1", "load of x", "..."));
  }

  @Test
  void an_excerpt_longer_than_the_output_has_no_lines_today() {
    assertEquals(Optional.empty(), today("a", "b", "c", "d", "e", "f"));
  }
}
