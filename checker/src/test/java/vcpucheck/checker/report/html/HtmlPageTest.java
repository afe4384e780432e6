package vcpucheck.checker.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page allows its own style and script and nothing else. */
final class HtmlPageTest {
  private static final Pattern PARTS =
      Pattern.compile("<(style|script)>(.*?)</\\1>", Pattern.DOTALL);

  static List<String> pages() {
    return List.of(
        page("{}"), HtmlPage.suite("Suite", "{}"), HtmlPage.comparison("Comparison", "{}"));
  }

  private static String page(String json) {
    return HtmlPage.counterexample("a < b & c", json);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void the_policy_names_the_hashes_of_style_and_script(String page)
      throws NoSuchAlgorithmException {
    Matcher part = PARTS.matcher(page);
    int parts = 0;
    while (part.find()) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(part.group(2).getBytes(StandardCharsets.UTF_8));
      String hash = "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
      assertTrue(page.contains(part.group(1) + "-src " + hash), part::group);
      parts++;
    }
    assertEquals(2, parts);
    assertTrue(page.contains("default-src 'none'"));
    assertFalse(page.contains("unsafe"));
  }

  @Test
  void the_page_of_the_explorer_asks_its_own_server_only() {
    String page = HtmlPage.explorer("x", "{}").replace("http://www.w3.org/2000/svg", "");
    assertTrue(page.contains("connect-src 'self'"));
    assertTrue(page.contains(HtmlPage.explorerPolicy()));
    for (String request : List.of("http:", "https:", "src=", "url(", "@import", "innerHTML")) {
      assertFalse(page.contains(request), request);
    }
  }

  @Test
  void data_cannot_end_its_element() {
    String page = page("{\"message\":\"</script><script>alert(1)</script>\"}");
    assertFalse(page.contains("alert(1)</script>\""));
    assertTrue(page.contains("\\u003c/script>\\u003cscript>alert(1)"));
  }

  @Test
  void a_title_is_text() {
    assertTrue(page("{}").contains("<title>a &lt; b &amp; c</title>"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothing_is_asked_of_a_network(String page) {
    String own = page.replace("http://www.w3.org/2000/svg", "");
    for (String request :
        List.of("http:", "https:", "src=", "href=", "url(", "@import", "fetch(", "innerHTML")) {
      assertFalse(own.contains(request), request);
    }
    assertFalse(own.contains(" style="));
  }
}
