package vcpucheck.checker.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of options, from their text. */
final class Texts {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})([kmgKMG]?)");

  private Texts() {}

  /** One of the constants of an enum, as "order" takes "bfs". */
  static <E extends Enum<E>> E constant(String kind, String text, Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    List<String> names =
        constants.stream().map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    return constants.get(names.indexOf(Names.require(kind, text, names)));
  }

  /** A whole number from 1. */
  static long positive(String option, String text) {
    return number(option, text, 1, "a whole number from 1");
  }

  /** A whole number from 0. */
  static long natural(String option, String text) {
    return number(option, text, 0, "a whole number from 0");
  }

  /** Any whole number that fits into 64 bits. */
  static long any(String option, String text) {
    return number(option, text, Long.MIN_VALUE, "a whole number of 64 bits");
  }

  private static long number(String option, String text, long least, String what) {
    try {
      long number = Long.parseLong(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(option, what, text);
    }
    throw wrong(option, what, text);
  }

  /** "500ms", "30s", "5m" or "2h"; not zero. */
  static Duration duration(String option, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw wrong(option, "a time like 500ms, 30s, 5m or 2h", text);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /** "1000000", "64k", "512m" or "4g" bytes; not zero. */
  static long bytes(String option, String text) {
    Matcher matcher = BYTES.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw wrong(option, "an amount of memory like 64k, 512m or 4g", text);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
      case "k" -> count << 10;
      case "m" -> count << 20;
      case "g" -> count << 30;
      default -> count;
    };
  }

  private static InputException wrong(String option, String what, String text) {
    return new InputException(option + " must be " + what + ": " + option + "=" + text);
  }
}
