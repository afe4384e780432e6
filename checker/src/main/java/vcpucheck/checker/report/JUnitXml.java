package vcpucheck.checker.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.catalogue.Expectation;

/**
 * A suite as JUnit XML, for continuous integration: a scenario is a class, a configuration a test
 * case. A wrong verdict is a failure, and a violation where nothing is expected; its body is the
 * report with the counterexample; an incomplete search is an error; what was not checked, or not to
 * its end because the user interrupted, is skipped. The same verdicts give the same text, so there
 * is no time stamp.
 *
 * <p>Valid by surefire-test-report.xsd, the schema of Maven Surefire.
 */
public final class JUnitXml {
  private static final TextStyle BODY = new TextStyle(false, 100);

  private final XMLStreamWriter xml;
  private final SuiteReport suite;

  private JUnitXml(XMLStreamWriter xml, SuiteReport suite) {
    this.xml = xml;
    this.suite = suite;
  }

  /** The suite as XML. */
  public static String of(SuiteReport suite) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      new JUnitXml(xml, suite).write();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new AssertionError("checker bug: a report cannot be written as XML", e);
    }
    return text + "\n";
  }

  private void write() throws XMLStreamException {
    long cut = suite.entries().stream().filter(this::isCutShort).count();
    newLine(0);
    xml.writeStartElement("testsuite");
    attribute("name", "vcpucheck");
    attribute("tests", Integer.toString(suite.entries().size() + suite.skipped().size()));
    attribute("failures", Long.toString(suite.failures()));
    attribute("errors", Long.toString(suite.incomplete() - cut));
    attribute("skipped", Long.toString(suite.skipped().size() + cut));
    attribute("time", time(suite.entries().stream().mapToDouble(e -> e.report().seconds()).sum()));
    writeProperties();
    for (SuiteReport.Entry entry : suite.entries()) {
      write(entry);
    }
    for (SuiteReport.Skipped skipped : suite.skipped()) {
      startCase(skipped.subject(), skipped.expectation(), 0);
      writeSkipped(skipped.reason().sentence());
      endCase();
    }
    newLine(0);
    xml.writeEndElement();
  }

  private void writeProperties() throws XMLStreamException {
    newLine(1);
    xml.writeStartElement("properties");
    property("tool", ToolVersion.text());
    if (!suite.entries().isEmpty()) {
      property("search", CheckText.search(suite.entries().get(0).report().options()));
    }
    newLine(1);
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    newLine(2);
    xml.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void write(SuiteReport.Entry entry) throws XMLStreamException {
    CheckReport report = entry.report();
    startCase(report.subject(), entry.expectation(), report.seconds());
    if (isCutShort(entry)) {
      writeSkipped(report.reason().orElseThrow());
    } else if (entry.isFailure() || entry.isIncomplete()) {
      newLine(2);
      xml.writeStartElement(entry.isIncomplete() ? "error" : "failure");
      attribute(
          "message",
          entry.expected()
              + ", found "
              + entry.found()
              + report.reason().map(reason -> ": " + reason).orElse(""));
      attribute("type", report.kind().word());
      xml.writeCharacters(clean("\n" + body(entry) + "\n"));
      xml.writeEndElement();
    }
    endCase();
  }

  private static String body(SuiteReport.Entry entry) {
    return CheckText.of(entry.report(), BODY.with(entry.words()), "").strip();
  }

  private void startCase(CheckReport.Subject subject, Expectation expectation, double seconds)
      throws XMLStreamException {
    newLine(1);
    xml.writeStartElement("testcase");
    attribute("classname", "vcpucheck." + subject.scenario());
    attribute("name", name(subject) + (expectation.release() ? " release" : ""));
    attribute("time", time(seconds));
  }

  private void writeSkipped(String why) throws XMLStreamException {
    newLine(2);
    xml.writeEmptyElement("skipped");
    attribute("message", why);
  }

  private void endCase() throws XMLStreamException {
    newLine(1);
    xml.writeEndElement();
  }

  /** Whether a search has no end because the user interrupted the suite. */
  private boolean isCutShort(SuiteReport.Entry entry) {
    return suite.interrupted() && entry.isIncomplete();
  }

  private static String name(CheckReport.Subject subject) {
    return subject.form() + " " + NumberFormats.counted(subject.configuration().vcpus(), "vCPU");
  }

  private static String time(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, clean(value));
  }

  /** A text without the characters that XML cannot hold. */
  private static String clean(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
  }

  private void newLine(int level) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(level));
  }
}
