package vcpucheck.scenarios.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The drawings of the pages stand alone, can be read aloud and in the dark, and are shown. */
final class PicturesTest {
  private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]]*)\\]\\(([^)]+\\.svg)\\)");

  static List<Path> pictures() {
    try (Stream<Path> files = Files.find(Page.ROOT, 3, (path, attributes) -> isPicture(path))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPicture(Path file) {
    return file.toString().matches(".*/pictures/[^/]+\\.svg");
  }

  private static Element parsed(Path picture)
      throws IOException, ParserConfigurationException, SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(picture.toFile()).getDocumentElement();
  }

  @Test
  void modules_have_pictures() {
    assertTrue(pictures().size() > 5);
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void a_picture_can_be_read_aloud_and_in_the_dark(Path picture) throws Exception {
    Element svg = parsed(picture);
    assertEquals("svg", svg.getTagName());
    assertEquals("0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"), box(svg));
    for (String part : List.of("title", "desc")) {
      assertFalse(svg.getElementsByTagName(part).item(0).getTextContent().isBlank(), part);
    }
    assertTrue(Files.readString(picture).contains("@media (prefers-color-scheme: dark)"));
  }

  private static String box(Element svg) {
    return svg.getAttribute("viewBox");
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void a_picture_needs_no_other_file(Path picture) throws IOException {
    String text = Files.readString(picture).replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assertFalse(Pattern.compile("href|<script|://|@import|<!DOCTYPE").matcher(text).find());
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void a_picture_is_shown_with_words_in_its_place(Path picture) {
    List<String> words =
        Page.all().stream()
            .flatMap(page -> shown(page, picture.normalize()))
            .filter(text -> !text.isBlank())
            .toList();
    assertFalse(words.isEmpty(), () -> "no page shows " + picture);
  }

  /** The words that a page has for a picture. */
  private static Stream<String> shown(Page page, Path picture) {
    return IMAGE
        .matcher(page.text())
        .results()
        .filter(image -> page.file().resolveSibling(image.group(2)).normalize().equals(picture))
        .map(image -> image.group(1));
  }
}
