package vcpucheck.checker.report;

import java.util.List;
import java.util.stream.Collectors;
import vcpucheck.checker.catalogue.Catalogue;

/** A listing for people. */
public final class ListingText {
  private final StringBuilder text = new StringBuilder();
  private final int width;

  private ListingText(int width) {
    this.width = width;
  }

  /** The listing as text. */
  public static String of(Listing listing, TextStyle style) {
    ListingText text = new ListingText(style.width());
    text.section(
        "Scenarios",
        listing.scenarios().stream()
            .map(entry -> new Catalogue.Named(entry.id() + "  " + entry.name(), entry.lesson()))
            .toList());
    text.section("Revisions", listing.revisions());
    text.section("Variants", listing.variants());
    text.section("Fixes", listing.fixes().stream().map(ListingText::named).toList());
    text.section("Mutants", listing.mutants());
    text.section("Memory models", listing.memoryModels());
    text.section(
        "Properties",
        listing.properties().stream().map(name -> new Catalogue.Named(name, "")).toList());
    return text.text.toString();
  }

  /** The names of the scenarios, one in a line. */
  public static String names(Listing listing) {
    return listing.scenarios().stream()
        .map(entry -> entry.name() + "\n")
        .collect(Collectors.joining());
  }

  private static Catalogue.Named named(Listing.Fix fix) {
    String origin =
        fix.revisions().isEmpty() ? "in no revision" : "since " + fix.revisions().get(0);
    String from =
        fix.commits().isEmpty() ? origin : origin + ", " + String.join(", ", fix.commits());
    return new Catalogue.Named(fix.name(), fix.about() + " (" + from + ")");
  }

  private void section(String title, List<Catalogue.Named> names) {
    if (names.isEmpty()) {
      return;
    }
    text.append(text.isEmpty() ? "" : "\n").append(title).append('\n');
    int longest = names.stream().mapToInt(named -> named.name().length()).max().orElse(0);
    for (Catalogue.Named named : names) {
      String padding = " ".repeat(longest - named.name().length());
      String head = "  " + named.name() + padding + "  ";
      text.append(WordWrap.hanging(head, named.about(), width).replaceAll(" +\n", "\n"));
    }
  }
}
