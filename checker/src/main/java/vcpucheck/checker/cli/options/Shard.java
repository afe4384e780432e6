package vcpucheck.checker.cli.options;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import vcpucheck.checker.cli.spi.InputException;

/**
 * A part of a suite that is distributed over several machines: every {@code count}-th verdict.
 *
 * @param index from 1
 * @param count how many parts there are
 */
public record Shard(int index, int count) {
  /** All of a suite. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  /**
   * The part that a text like "2/4" stands for.
   *
   * @throws InputException if it stands for none
   */
  public static Shard of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      int index = Integer.parseInt(matcher.group(1));
      int count = Integer.parseInt(matcher.group(2));
      if (index >= 1 && index <= count) {
        return new Shard(index, count);
      }
    }
    throw new InputException(
        "--shard must be I/N, from 1/N to N/N: --shard="
            + text
            + "; four machines take 1/4 to 4/4");
  }

  /** The elements of a list that belong to this part. */
  public <E> List<E> of(List<E> all) {
    return IntStream.range(0, all.size())
        .filter(at -> at % count == index - 1)
        .mapToObj(all::get)
        .toList();
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
