package vcpucheck.checker.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What operations mean in the words of those who know the code: phrases for the lines of a story.
 *
 * @param phrases the first that fits is taken
 */
public record Glossary(List<Phrase> phrases) {
  /** No words but those of the operations themselves. */
  public static final Glossary NONE = new Glossary(List.of());

  public Glossary {
    phrases = List.copyOf(phrases);
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
}
