package vcpucheck.checker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.fixtures.Golden;

final class JUnitXmlTest {
  private static final Path SCHEMA = Path.of("src", "test", "resources", "schema");

  private static void validate(String xml) throws SAXException, IOException {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(SCHEMA.resolve("junit-report.xsd").toFile())
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }

  private static Element root(String xml)
      throws SAXException, IOException, ParserConfigurationException {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    return document.getDocumentElement();
  }

  private static void assertCounts(String xml) throws Exception {
    validate(xml);
    Element suite = root(xml);
    for (String[] count :
        List.of(
            new String[] {"tests", "testcase"},
            new String[] {"failures", "failure"},
            new String[] {"errors", "error"},
            new String[] {"skipped", "skipped"})) {
      assertEquals(
          suite.getAttribute(count[0]),
          Integer.toString(suite.getElementsByTagName(count[1]).getLength()),
          count[0]);
    }
  }

  private static SuiteReport.Entry entry(Verdict verdict) {
    return entry(verdict, Glossary.NONE);
  }

  private static SuiteReport.Entry entry(Verdict verdict, Glossary words) {
    return new SuiteReport.Entry(
        Expectation.verified(Reports.CODE),
        Reports.of(verdict, Reports.CODE),
        List.of(),
        Optional.empty(),
        words);
  }

  @Test
  void a_suite() throws Exception {
    String xml = JUnitXml.of(Reports.suite());
    assertCounts(xml);
    Golden.check("suite.xml", xml);
  }

  @Test
  void the_body_of_a_failure_is_the_report_with_the_counterexample() throws Exception {
    String xml =
        JUnitXml.of(new SuiteReport(List.of(entry(Reports.violated(24, 10))), List.of(), false));
    assertCounts(xml);
    String body = root(xml).getElementsByTagName("failure").item(0).getTextContent();
    assertTrue(body.startsWith("\nVIOLATED: S01 cookie-reuse on xen-4.13 "), body);
    assertTrue(body.contains("| lock optee_domain.lock "), body);
    assertTrue(body.contains("\nAfter step 24: two buffers have the cookie 7\n"), body);
  }

  @Test
  void numbers_have_their_names() throws Exception {
    Glossary words =
        new Glossary(List.of(), List.of(Glossary.Names.of("^(\\d+)$", Map.of(0L, "ZERO"))));
    String xml =
        JUnitXml.of(
            new SuiteReport(List.of(entry(Reports.violated(24, 10), words)), List.of(), false));
    String body = root(xml).getElementsByTagName("failure").item(0).getTextContent();
    assertTrue(body.contains(": ZERO"), body);
  }

  @Test
  void what_an_interruption_cut_short_is_skipped() throws Exception {
    SuiteReport suite =
        new SuiteReport(
            List.of(entry(Reports.verified()), entry(new Verdict.Incomplete("it was interrupted"))),
            List.of(
                new SuiteReport.Skipped(
                    Expectation.verified(Reports.CODE),
                    Reports.of(Reports.verified()).subject(),
                    SuiteReport.Reason.INTERRUPTED)),
            true);
    String xml = JUnitXml.of(suite);
    assertCounts(xml);
    assertEquals("3", root(xml).getAttribute("tests"));
    assertEquals("2", root(xml).getAttribute("skipped"));
    assertEquals("0", root(xml).getAttribute("errors"));
  }

  @Test
  void it_is_well_formed_whatever_a_message_contains() throws Exception {
    String xml =
        JUnitXml.of(
            new SuiteReport(
                List.of(entry(new Verdict.Incomplete("<&\"'\u0000\u001b> ]]> \n"))),
                List.of(),
                false));
    assertCounts(xml);
    assertTrue(xml.contains("&lt;&amp;&quot;'??&gt;"), xml);
  }

  @Test
  void the_schema_refuses_what_it_must() {
    String suite = "<testsuite name=\"x\" tests=\"0\" errors=\"0\" failures=\"0\"";
    assertThrows(SAXException.class, () -> validate(suite + "/>"));
    assertThrows(SAXException.class, () -> validate(suite + " skipped=\"0\"><a/></testsuite>"));
    assertThrows(
        SAXException.class,
        () -> validate(suite + " skipped=\"0\"><testcase name=\"x\" time=\"0.5\"/></testsuite>"));
  }
}
