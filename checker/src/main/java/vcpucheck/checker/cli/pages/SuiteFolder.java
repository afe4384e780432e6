package vcpucheck.checker.cli.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.file.AtomicFile;
import vcpucheck.checker.report.CheckReport;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.report.html.HtmlPage;
import vcpucheck.checker.report.json.SuiteJson;

/**
 * A directory for the page of a suite, {@code index.html}, and for the pages of counterexamples
 * that it links to. That it can be written is known from the start; pages of counterexamples are
 * written as they come, by any thread, and the page of the suite at the end.
 */
public final class SuiteFolder {
  private static final String INDEX = "index.html";
  private static final String PAGES = "counterexamples";
  private static final String END = ".html";
  private static final String NOT_IN_NAMES = "[^A-Za-z0-9.-]";

  private final Path directory;

  private SuiteFolder(Path directory) {
    this.directory = directory;
  }

  /**
   * Prepares a directory, and makes it if it is not there.
   *
   * @throws InputException if it has other things in it, or cannot be written
   */
  public static SuiteFolder of(String name) {
    try {
      Path directory = Path.of(name).toAbsolutePath();
      if (name.isEmpty()
          || !(Files.isDirectory(directory) ? isOurs(directory) : isNew(directory))) {
        throw new InputException(
            "--html must name a directory that is new, empty or of an earlier suite: --html="
                + name
                + "; name another");
      }
      Files.createDirectories(directory.resolve(PAGES));
      new AtomicFile(directory.resolve(INDEX)).probe();
      return new SuiteFolder(directory);
    } catch (IOException | InvalidPathException e) {
      throw new InputException(
          "--html must name a directory that can be written: --html=" + name, e);
    }
  }

  private static boolean isNew(Path directory) {
    return Files.notExists(directory) && Files.isDirectory(directory.resolveSibling("."));
  }

  private static boolean isOurs(Path directory) throws IOException {
    Path index = directory.resolve(INDEX);
    if (Files.isRegularFile(index)) {
      return Files.readString(index).contains(SuiteJson.SCHEMA);
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.allMatch(file -> file.equals(directory.resolve(PAGES)));
    }
  }

  /** For each expectation the address of its page, seen from that of the suite. */
  public static List<String> addresses(
      List<CheckReport.Subject> subjects, List<Expectation> expectations) {
    Map<String, Integer> taken = new HashMap<>();
    List<String> addresses = new ArrayList<>();
    for (int at = 0; at < subjects.size(); at++) {
      String name = name(subjects.get(at), expectations.get(at));
      int number = taken.merge(name, 1, Integer::sum);
      addresses.add(PAGES + "/" + name + (number == 1 ? "" : "-" + number) + END);
    }
    return addresses;
  }

  private static String name(CheckReport.Subject subject, Expectation expectation) {
    Configuration code = subject.configuration();
    String words =
        subject.id()
            + "-"
            + subject.scenario()
            + "-"
            + code.revision()
            + "-"
            + code.variant()
            + code.mutant().map(mutant -> "-" + mutant).orElse("")
            + "-"
            + code.vcpus()
            + (expectation.isSequential() ? "" : "-" + subject.memory())
            + (expectation.release() ? "-release" : "");
    return words.replaceAll(NOT_IN_NAMES, "_");
  }

  /** Writes the page of a counterexample. */
  public void add(String address, Finding finding) {
    write(address, CounterexampleFile.page(finding));
  }

  /**
   * Writes the page of the suite, and removes pages of an earlier one that it does not link to.
   *
   * @param json the suite as data
   * @param linked the addresses that it links to
   */
  public void finish(String json, Set<String> linked) {
    write(INDEX, HtmlPage.suite("Suite", json));
    try (Stream<Path> pages = Files.list(directory.resolve(PAGES))) {
      for (Path page : pages.toList()) {
        String name = String.valueOf(page.getFileName());
        if (name.endsWith(END) && !linked.contains(PAGES + "/" + name)) {
          Files.delete(page);
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void write(String address, String page) {
    try {
      new AtomicFile(directory.resolve(address)).write(page);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private InputException failure(IOException cause) {
    return new InputException(
        "--html must name a directory that can be written: --html="
            + directory
            + ", error="
            + cause.getMessage(),
        cause);
  }
}
