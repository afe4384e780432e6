package vcpucheck.checker.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What operations mean in the words of those who know the code: phrases for the lines of a story,
 * and names for numbers.
 *
 * @param phrases the first that fits is taken
 * @param names all are put in, one after another
 */
public record Glossary(List<Phrase> phrases, List<Names> names) {
  /** No words but those of the operations themselves. */
  public static final Glossary NONE = new Glossary(List.of(), List.of());

  public Glossary {
    phrases = List.copyOf(phrases);
    names = List.copyOf(names);
  }

  /**
   * What some operations mean.
   *
   * @param event a regular expression for "FUNCTION: OPERATION: VALUE", found anywhere in it
   * @param text the phrase, with $1 for the first group
   */
  public record Phrase(Pattern event, String text) {
    /** A phrase for what a regular expression is found in. */
    public static Phrase of(String event, String text) {
      return new Phrase(Pattern.compile(event), text);
    }

    private Optional<String> of(CharSequence line) {
      Matcher matcher = event.matcher(line);
      if (!matcher.find()) {
        return Optional.empty();
      }
      StringBuilder phrase = new StringBuilder();
      matcher.appendReplacement(phrase, text);
      return Optional.of(phrase.substring(matcher.start()));
    }
  }

  /**
   * What some numbers are called.
   *
   * @param number a regular expression for a part of an operation or value, whose first group is a
   *     number in decimal
   * @param names by number; one that has no name stays
   */
  public record Names(Pattern number, Map<Long, String> names) {
    public Names {
      names = Map.copyOf(names);
    }

    /** Names for the numbers that a regular expression finds. */
    public static Names of(String number, Map<Long, String> names) {
      return new Names(Pattern.compile(number), names);
    }

    private String in(String text) {
      return number.matcher(text).replaceAll(found -> Matcher.quoteReplacement(named(found)));
    }

    private String named(MatchResult found) {
      String whole = found.group();
      String name = names.get(Long.parseLong(found.group(1)));
      int start = found.start(1) - found.start();
      return name == null
          ? whole
          : whole.substring(0, start) + name + whole.substring(found.end(1) - found.start());
    }
  }

  /**
   * The phrase for an operation; empty if there is none.
   *
   * @param function the C function; empty if none is named
   * @param operation the operation, as in a trace
   * @param value what came of it
   */
  public Optional<String> phrase(String function, String operation, String value) {
    String line = function + ": " + operation + ": " + value;
    return phrases.stream().map(phrase -> phrase.of(line)).flatMap(Optional::stream).findFirst();
  }

  /** An operation or value of a trace with the names of its numbers. */
  public String named(String text) {
    String named = text;
    for (Names some : names) {
      named = some.in(named);
    }
    return named;
  }
}
