package vcpucheck.checker.cli.spi;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of options, from their text: as people write them, and as reports print them. */
public final class OptionParsers {
  private static final String DIGITS = "([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)";
  private static final String DECIMAL = "((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?)";
  private static final Pattern COUNT = Pattern.compile("(-?)" + DIGITS + "([kMG]?)");
  private static final Pattern BYTES =
      Pattern.compile(DECIMAL + " ?(?:([kmgtKMGT])(iB)?|([kmgtKMGT]?)B|)");
  private static final String TIME_PART = DECIMAL + " ?(d|h|ms|m|s)";
  private static final Pattern DURATION = Pattern.compile("(?:" + TIME_PART + " ?)+");
  private static final Pattern PART_OF_DURATION = Pattern.compile(TIME_PART);

  private static final BigDecimal LONGEST = new BigDecimal(Long.MAX_VALUE);
  private static final Duration LONGEST_TIME = Duration.ofDays(36_500);

  private OptionParsers() {}

  /** One of the constants of an enum, as "order" takes "bfs". */
  public static <E extends Enum<E>> E constant(String kind, String text, Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    List<String> names =
        constants.stream().map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    return constants.get(names.indexOf(Suggestions.require(kind, text, names)));
  }

  /** A whole number from 1: "1000", "1,000" or "1k". */
  public static long positive(String option, String text) {
    return number(option, text, 1, "a whole number from 1");
  }

  /** A whole number from 1 to a bound. */
  public static int positive(String option, String text, int most) {
    long number = positive(option, text);
    if (number > most) {
      throw wrong(option, "at most " + most, text);
    }
    return (int) number;
  }

  /** A whole number from 0. */
  public static long natural(String option, String text) {
    return number(option, text, 0, "a whole number from 0");
  }

  /** Any whole number that fits into 64 bits. */
  public static long any(String option, String text) {
    return number(option, text, Long.MIN_VALUE, "a whole number of 64 bits");
  }

  private static long number(String option, String text, long least, String what) {
    Matcher matcher = COUNT.matcher(text);
    if (!matcher.matches()) {
      throw wrong(option, what, text);
    }
    BigDecimal size = decimal(matcher.group(2)).multiply(power(1000, matcher.group(3)));
    BigDecimal number = matcher.group(1).isEmpty() ? size : size.negate();
    if (number.compareTo(LONGEST) > 0) {
      throw wrong(option, "at most " + Long.MAX_VALUE, text);
    }
    if (number.compareTo(new BigDecimal(least)) < 0) {
      throw wrong(option, what, text);
    }
    return number.longValueExact();
  }

  /** "500ms", "30s", "1.5 s", "5m", "1h30m" or "1d"; not zero. */
  public static Duration duration(String option, String text) {
    if (!DURATION.matcher(text).matches()) {
      throw wrong(option, "a time like 500ms, 30s, 5m or 1h30m", text);
    }
    BigDecimal millis = BigDecimal.ZERO;
    Matcher part = PART_OF_DURATION.matcher(text);
    while (part.find()) {
      BigDecimal unit = new BigDecimal(unit(part.group(2)).toMillis());
      millis = millis.add(decimal(part.group(1)).multiply(unit));
    }
    if (millis.compareTo(new BigDecimal(LONGEST_TIME.toMillis())) > 0) {
      throw wrong(option, "at most " + LONGEST_TIME.toDays() + "d", text);
    }
    if (millis.compareTo(BigDecimal.ONE) < 0) {
      throw wrong(option, "at least 1ms", text);
    }
    return Duration.ofMillis(millis.longValue());
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }

  /**
   * "1000000", "64k", "512m", "4g" or "4GiB" bytes, by powers of 1024, or "1.5 MB", by powers of
   * 1000 as reports print them; not zero.
   */
  public static long bytes(String option, String text) {
    Matcher matcher = BYTES.matcher(text);
    if (!matcher.matches()) {
      throw wrong(option, "an amount of memory like 64k, 512m, 4g or 1.5 MB", text);
    }
    BigDecimal unit =
        matcher.group(2) == null
            ? power(1000, Objects.requireNonNullElse(matcher.group(4), ""))
            : power(1024, matcher.group(2));
    BigDecimal bytes = decimal(matcher.group(1)).multiply(unit);
    if (bytes.compareTo(LONGEST) > 0) {
      throw wrong(option, "at most " + Long.MAX_VALUE + " bytes", text);
    }
    if (bytes.compareTo(BigDecimal.ONE) < 0) {
      throw wrong(option, "at least 1 byte", text);
    }
    return bytes.longValue();
  }

  private static BigDecimal decimal(String digits) {
    return new BigDecimal(digits.replace(",", ""));
  }

  /** What a prefix like "k" stands for, none being 1. */
  private static BigDecimal power(int base, String prefix) {
    return new BigDecimal(base).pow(" kmgt".indexOf(prefix.toLowerCase(Locale.ROOT)));
  }

  private static InputException wrong(String option, String what, String text) {
    return new InputException(option + " must be " + what + ": " + option + "=" + text);
  }
}
