package vcpucheck.checker.report.html;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * A page that is drawn from data by a script of its own. Style and script are part of it, and its
 * policy allows these two by their hashes and nothing else.
 */
public final class HtmlPage {
  private static final String FOLDER = "/vcpucheck/ui/";
  private static final String BASE = "counterexample.css";

  private HtmlPage() {}

  /**
   * The page of a counterexample.
   *
   * @param title what the browser calls it
   * @param json the counterexample as data
   */
  public static String counterexample(String title, String json) {
    return still(title, json, resource(BASE), "counterexample.js");
  }

  /**
   * The page of a suite.
   *
   * @param title what the browser calls it
   * @param json the suite as data
   */
  public static String suite(String title, String json) {
    return still(title, json, style("suite.css"), "suite.js");
  }

  /**
   * The page of a comparison.
   *
   * @param title what the browser calls it
   * @param json the comparison as data
   */
  public static String comparison(String title, String json) {
    return still(title, json, style("comparison.css"), "comparison.js");
  }

  /**
   * The page of the explorer, which asks the server that it comes from, and no other.
   *
   * @param title what the browser calls it
   * @param json what is explored, as data
   */
  public static String explorer(String title, String json) {
    return page(title, json, style("explorer.css"), resource("explorer.js"), explorerPolicy());
  }

  /** What the page of the explorer may load, by the policy's grammar. */
  public static String explorerPolicy() {
    return policy(style("explorer.css"), resource("explorer.js"))
        + "; connect-src 'self'; img-src data:";
  }

  /** What all pages have, and more. */
  private static String style(String more) {
    return resource(BASE) + resource(more);
  }

  /** A page that asks nobody for anything. */
  private static String still(String title, String json, String style, String scriptName) {
    String script = resource(scriptName);
    return page(title, json, style, script, policy(style, script));
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String page(
      String title, String json, String style, String script, String policy) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + policy
        + "\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"referrer\" content=\"no-referrer\">\n<title>"
        + escape(title)
        + "</title>\n<style>"
        + style
        + "</style>\n</head>\n<body>\n<noscript>This page is drawn by its script.</noscript>\n"
        + "<script type=\"application/json\" id=\"data\">"
        + json.replace("<", "\\u003c")
        + "</script>\n<script>"
        + script
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
