package vcpucheck.checker.oracle;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of the shared memory at one moment: one immutable value per word. */
final class Store {
  private final @Nullable Object[] words;

  private Store(@Nullable Object[] words) {
    this.words = words;
  }

  static Store of(List<? extends @Nullable Object> words) {
    return new Store(words.toArray());
  }

  Store copy() {
    return new Store(words.clone());
  }

  @Nullable Object get(int word) {
    return words[word];
  }

  int number(int word) {
    return words[word] instanceof Integer number ? number : 0;
  }

  boolean isTrue(int word) {
    return Boolean.TRUE.equals(words[word]);
  }

  void set(int word, @Nullable Object value) {
    words[word] = value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Store store && Arrays.equals(words, store.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
