package vcpucheck.checker.cli.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The system's Chromium, without a window and without a network. */
final class Browser implements AutoCloseable {
  /** Set by {@code make test-browser}: no browser is a failure then. */
  private static final String REQUIRED = "vcpucheck.browser";

  /** Where Selenium finds the driver, so that it looks for none. */
  private static final String DRIVER = "webdriver.chrome.driver";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--window-size=1400,1000",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");

  /** Says that it has no protocol of its own for this browser, which nothing here needs. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts the browser; without one, the test is skipped. */
  static Browser start(Path profile) {
    Optional<Path> driver = installed(List.of("chromedriver"));
    Optional<Path> chromium = installed(NAMES);
    if (driver.isEmpty() || chromium.isEmpty()) {
      String missing =
          "browser tests need Chromium and its driver: sudo apt-get install chromium"
              + " chromium-driver";
      if (Boolean.getBoolean(REQUIRED)) {
        fail(missing);
      }
      abort(missing);
    }
    SELENIUM.setLevel(Level.SEVERE);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toString());
    options.addArguments(FLAGS);
    options.addArguments("--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", logs);
    System.setProperty(DRIVER, driver.orElseThrow().toString());
    return new Browser(new ChromeDriver(options));
  }

  private static Optional<Path> installed(List<String> names) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return names.stream()
        .flatMap(name -> Stream.of(path.split(":", -1)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page anew, also if only what follows # is another. */
  void open(String address) {
    driver.get("about:blank");
    driver.get(address);
  }

  String address() {
    return Objects.requireNonNull(driver.getCurrentUrl());
  }

  void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Lets pages believe that the user wants them dark, or light. */
  void emulateDark(boolean isDark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Waits until some element of a selector is visible. By script: pages are drawn anew often. */
  void find(String selector) {
    new WebDriverWait(driver, PATIENCE)
        .pollingEvery(OFTEN)
        .withMessage(() -> "nothing is " + selector + " in " + driver.getCurrentUrl())
        .until(
            any ->
                "seen"
                    .equals(
                        run(
                            "return [...document.querySelectorAll(arguments[0])].some(e =>"
                                + " e.getClientRects().length) ? 'seen' : ''",
                            selector)));
  }

  int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  void click(String selector) {
    find(selector);
    run("document.querySelector(arguments[0]).click()", selector);
  }

  /** Waits until an element has a text. */
  void await(String selector, String text) {
    new WebDriverWait(driver, PATIENCE)
        .pollingEvery(OFTEN)
        .withMessage(() -> selector + " must have " + text + ", and has " + text(selector))
        .until(any -> text(selector).contains(text));
  }

  String text(String selector) {
    return String.valueOf(
        run(
            "const e = document.querySelector(arguments[0]); return e ? e.textContent : ''",
            selector));
  }

  Object run(String script, Object... arguments) {
    return Objects.requireNonNullElse(
        ((JavascriptExecutor) driver).executeScript(script, arguments), "");
  }

  // ---- what must not be ----

  /** What the console has got since the last question. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The addresses that were asked for since the last question. */
  List<String> requests() throws IOException {
    List<String> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = new ObjectMapper().readTree(entry.getMessage()).get("message");
      if (message.get("method").asText().equals("Network.requestWillBeSent")) {
        requests.add(message.get("params").get("request").get("url").asText());
      }
    }
    return requests;
  }

  /** Checks that axe-core finds nothing that keeps people out. */
  void assertAccessible(String state) {
    run(axe());
    Object found =
        ((JavascriptExecutor) driver)
            .executeAsyncScript(
                "const done = arguments[0]; axe.run().then(r => done(r.violations.map(v => v.id +"
                    + " ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | '))),"
                    + " e => done([String(e)]))");
    assertEquals(List.of(), found, state);
  }

  private static String axe() {
    try (InputStream in =
        Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"), "axe-core")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("axe-core cannot be read", e);
    }
  }

  /** Whether the page is wider than the window. */
  boolean isTooWide() {
    return "wide"
        .equals(
            run("return document.documentElement.scrollWidth > innerWidth + 1 ? 'wide' : 'fits'"));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
