package vcpucheck.checker.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.catalogue.Glossary;

/** NumberFormats as people read them; the same in every locale. */
public final class NumberFormats {
  /** A number that is rounded to less has three digits. */
  private static final double LEAST_FOUR_DIGITS = 999.5;

  private static final int LONG_NUMBER = 24;
  private static final Pattern LONG_NUMBERS = Pattern.compile("(?<![\\w.#-])-?\\d{5,}(?![\\w.])");
  private static final BigInteger LEAST_HEXADECIMAL = BigInteger.valueOf(65_536);

  private NumberFormats() {}

  /** "1,234,567". */
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** "1,200,000": two digits, and zeros. */
  public static String rounded(long number) {
    return grouped(new BigDecimal(number).round(new MathContext(2)).longValue());
  }

  /** "1 operation", "1,234 operations". */
  public static String counted(long number, String noun) {
    return counted(number, noun, noun + "s");
  }

  /** "1 search", "1,234 searches". */
  public static String counted(long number, String noun, String plural) {
    return grouped(number) + " " + (number == 1 ? noun : plural);
  }

  /** "999", "1.2k", "34M": what a narrow line has room for. */
  public static String brief(long number) {
    String suffixes = "kMGT";
    double rest = number;
    int times = 0;
    while (rest >= LEAST_FOUR_DIGITS && times < suffixes.length()) {
      rest /= 1_000;
      times++;
    }
    return times == 0
        ? Long.toString(number)
        : String.format(
            Locale.ROOT, rest < 10 ? "%.1f%c" : "%.0f%c", rest, suffixes.charAt(times - 1));
  }

  /** "1.5 MB". */
  public static String bytes(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%d kB", bytes / 1000)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** "12.345 s". */
  public static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0);
  }

  /** How many of something there were in a second: "12,345", or "-" if there was no time. */
  public static String rate(long count, Duration duration) {
    long millis = duration.toMillis();
    return millis == 0 ? "-" : grouped(Math.round(count * 1000.0 / millis));
  }

  /** An operation's value as people read it: numbers by name, and long ones in hexadecimal. */
  public static String readable(String value, Glossary words) {
    return hexadecimal(words.named(value));
  }

  /**
   * Some text with its long whole numbers in hexadecimal: from 65,536 on, where what counts is
   * bits, and below the least {@code int}.
   */
  public static String hexadecimal(String text) {
    return LONG_NUMBERS.matcher(text).replaceAll(number -> hexadecimalNumber(number.group()));
  }

  private static String hexadecimalNumber(String digits) {
    BigInteger number = new BigInteger(digits);
    boolean isLong = number.bitLength() < Long.SIZE;
    boolean isLarge =
        number.compareTo(LEAST_HEXADECIMAL) >= 0
            || number.compareTo(BigInteger.valueOf(Integer.MIN_VALUE)) < 0;
    return isLong && isLarge ? "0x" + Long.toHexString(number.longValueExact()) : digits;
  }

  /** "1.2e-12". */
  static String probability(double probability) {
    return String.format(Locale.ROOT, "%.1e", probability);
  }

  /** In full as long as one can read it, "3.0e37" beyond. */
  static String interleavings(Interleavings interleavings) {
    if (!(interleavings instanceof Interleavings.Finite finite)) {
      return interleavings.toString();
    }
    BigInteger count = finite.count();
    String exact = String.format(Locale.ROOT, "%,d", count);
    return exact.length() <= LONG_NUMBER ? exact : "about " + scientific(count);
  }

  private static String scientific(BigInteger count) {
    BigDecimal rounded = new BigDecimal(count).round(new MathContext(2));
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.movePointLeft(exponent).setScale(1).toPlainString() + "e" + exponent;
  }
}
