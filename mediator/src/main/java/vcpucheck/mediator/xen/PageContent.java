package vcpucheck.mediator.xen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What stands in one page of 4096 bytes: 512 little-endian words of 64 bits, immutable.
 *
 * @param words the words from the start of the page, up to the last one that is not zero
 */
public record PageContent(List<Long> words) {
  /** Bytes in a page. */
  public static final int PAGE_SIZE = 4096;

  /** {@code PAGE_SHIFT}: the bits of an address that say where in a page. */
  public static final int PAGE_SHIFT = 12;

  /** Words in a page. */
  public static final int WORDS = 512;

  /** A page of zeros. */
  public static final PageContent ZERO = new PageContent(List.of());

  public PageContent {
    int length = words.size();
    while (length > 0 && words.get(length - 1) == 0) {
      length--;
    }
    if (length > WORDS) {
      throw new IllegalArgumentException("a page has 512 words: words=" + length);
    }
    words = List.copyOf(words.subList(0, length));
  }

  /** The word with an index from 0 to 511. */
  public long word(int index) {
    checkIndex(index);
    return index < words.size() ? words.get(index) : 0;
  }

  /** The low 32 bits of a word, in the low bits of the result. */
  public long low(int index) {
    return word(index) & 0xFFFF_FFFFL;
  }

  /** The high 32 bits of a word, in the low bits of the result. */
  public long high(int index) {
    return word(index) >>> 32;
  }

  /** This content with another word. */
  public PageContent with(int index, long value) {
    checkIndex(index);
    if (word(index) == value) {
      return this;
    }
    List<Long> changed = new ArrayList<>(words);
    if (changed.size() <= index) {
      changed.addAll(Collections.nCopies(index + 1 - changed.size(), 0L));
    }
    changed.set(index, value);
    return new PageContent(changed);
  }

  /** This content with other low 32 bits in a word. */
  public PageContent withLow(int index, long value) {
    return with(index, (word(index) & 0xFFFF_FFFF_0000_0000L) | (value & 0xFFFF_FFFFL));
  }

  /** This content with other high 32 bits in a word. */
  public PageContent withHigh(int index, long value) {
    return with(index, (word(index) & 0xFFFF_FFFFL) | (value << 32));
  }

  /** This content with its first words replaced by those of another. */
  public PageContent withPrefix(PageContent other, int count) {
    if (count == WORDS) {
      return other;
    }
    List<Long> changed = new ArrayList<>();
    for (int index = 0; index < Math.max(count, words.size()); index++) {
      changed.add(index < count ? other.word(index) : word(index));
    }
    return new PageContent(changed);
  }

  private static void checkIndex(int index) {
    if (index < 0 || index >= WORDS) {
      throw new IllegalArgumentException("a page has words 0 to 511: index=" + index);
    }
  }

  /** Reads one word of a page. */
  public record GetWord(int index) implements Function<PageContent, Long> {
    @Override
    public Long apply(PageContent content) {
      return content.word(index);
    }
  }

  /** Reads the first words of a page; the rest of the result is zero. */
  public record GetPrefix(int count) implements Function<PageContent, PageContent> {
    @Override
    public PageContent apply(PageContent content) {
      return ZERO.withPrefix(content, count);
    }
  }

  /** Stores one word of a page. */
  public record SetWord(int index, long value) implements UnaryOperator<PageContent> {
    @Override
    public PageContent apply(PageContent content) {
      return content.with(index, value);
    }
  }

  /** Stores the high 32 bits of one word. */
  public record SetHigh(int index, long value) implements UnaryOperator<PageContent> {
    @Override
    public PageContent apply(PageContent content) {
      return content.withHigh(index, value);
    }
  }

  /** Stores the low 32 bits of one word. */
  public record SetLow(int index, long value) implements UnaryOperator<PageContent> {
    @Override
    public PageContent apply(PageContent content) {
      return content.withLow(index, value);
    }
  }

  /** Copies the first words of another page: {@code memcpy}. */
  public record CopyPrefix(PageContent source, int count) implements UnaryOperator<PageContent> {
    @Override
    public PageContent apply(PageContent content) {
      return content.withPrefix(source, count);
    }
  }
}
