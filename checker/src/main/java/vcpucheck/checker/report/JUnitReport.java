package vcpucheck.checker.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import vcpucheck.checker.catalogue.Configuration;

/**
 * A suite as JUnit XML, for continuous integration: a scenario is a class, a configuration a test
 * case; a wrong verdict is a failure, an incomplete search an error.
 */
public final class JUnitReport {
  private JUnitReport() {}

  /** The suite as XML. */
  public static String of(SuiteReport suite) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      write(xml, suite);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new AssertionError("checker bug: a report cannot be written as XML", e);
    }
    return text + "\n";
  }

  private static void write(XMLStreamWriter xml, SuiteReport suite) throws XMLStreamException {
    double seconds = suite.entries().stream().mapToDouble(e -> e.report().seconds()).sum();
    newLine(xml, 0);
    xml.writeStartElement("testsuite");
    attribute(xml, "name", "vcpucheck");
    attribute(xml, "tests", Integer.toString(suite.entries().size()));
    attribute(xml, "failures", Long.toString(suite.wrong()));
    attribute(xml, "errors", Long.toString(suite.incomplete()));
    attribute(xml, "time", time(seconds));
    for (SuiteReport.Entry entry : suite.entries()) {
      write(xml, entry);
    }
    newLine(xml, 0);
    xml.writeEndElement();
  }

  private static void write(XMLStreamWriter xml, SuiteReport.Entry entry)
      throws XMLStreamException {
    newLine(xml, 1);
    xml.writeStartElement("testcase");
    attribute(xml, "classname", "vcpucheck." + entry.report().subject().scenario());
    String build = entry.isRelease() ? " release" : "";
    attribute(xml, "name", name(entry.report().subject()) + build);
    attribute(xml, "time", time(entry.report().seconds()));
    if (!entry.isAsExpected()) {
      newLine(xml, 2);
      xml.writeEmptyElement(entry.isIncomplete() ? "error" : "failure");
      attribute(xml, "type", entry.report().word());
      attribute(
          xml,
          "message",
          "expected "
              + entry.expected()
              + ", found "
              + entry.found()
              + entry.report().reason().map(reason -> ": " + reason).orElse(""));
      newLine(xml, 1);
    }
    xml.writeEndElement();
  }

  private static String name(Report.Subject subject) {
    Configuration configuration = subject.configuration();
    return configuration.revision()
        + " "
        + configuration.variant()
        + configuration.mutant().map(mutant -> " " + mutant).orElse("")
        + " "
        + subject.memory()
        + " "
        + Numbers.counted(configuration.vcpus(), "vCPU");
  }

  private static String time(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /** Writes an attribute without the characters that XML cannot hold. */
  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, value.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "?"));
  }

  private static void newLine(XMLStreamWriter xml, int level) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(level));
  }
}
