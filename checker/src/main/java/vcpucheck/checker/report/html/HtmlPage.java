package vcpucheck.checker.report.html;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * A page that is drawn from data by a script. Style and script are part of it: those of all pages,
 * then its own. Its policy allows the two by their hashes and nothing else.
 */
public final class HtmlPage {
  private static final String FOLDER = "/vcpucheck/ui/";

  private HtmlPage() {}

  /**
   * The page of a counterexample.
   *
   * @param title what the browser calls it
   * @param json the counterexample as data
   */
  public static String counterexample(String title, String json) {
    return page(title, json, "counterexample", policy("counterexample"));
  }

  /**
   * The page of a suite.
   *
   * @param title what the browser calls it
   * @param json the suite as data
   */
  public static String suite(String title, String json) {
    return page(title, json, "suite", policy("suite"));
  }

  /**
   * The page of a comparison.
   *
   * @param title what the browser calls it
   * @param json the comparison as data
   */
  public static String comparison(String title, String json) {
    return page(title, json, "comparison", policy("comparison"));
  }

  /**
   * The page of the explorer, which asks the server that it comes from, and no other.
   *
   * @param title what the browser calls it
   * @param json what is explored, as data
   */
  public static String explorer(String title, String json) {
    return page(title, json, "explorer", explorerPolicy());
  }

  /** What the page of the explorer may load, by the policy's grammar. */
  public static String explorerPolicy() {
    return policy("explorer") + "; connect-src 'self'; img-src data:";
  }

  private static String style(String name) {
    return resource("page.css") + resource(name + ".css");
  }

  private static String script(String name) {
    return resource("page.js") + resource(name + ".js");
  }

  private static String policy(String name) {
    return "default-src 'none'; style-src '"
        + hash(style(name))
        + "'; script-src '"
        + hash(script(name))
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String page(String title, String json, String name, String policy) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + policy
        + "\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"referrer\" content=\"no-referrer\">\n<title>"
        + escape(title)
        + "</title>\n<style>"
        + style(name)
        + "</style>\n</head>\n<body>\n<noscript>This page is drawn by its script.</noscript>\n"
        + "<script type=\"application/json\" id=\"data\">"
        + json.replace("<", "\\u003c")
        + "</script>\n<script>"
        + script(name)
        + "</script>\n</body>\n</html>\n";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String hash(String text) {
    byte[] digest = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes();
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlPage.class.getResourceAsStream(FOLDER + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("checker bug: a resource cannot be read: " + name, e);
    }
  }
}
