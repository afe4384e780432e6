package vcpucheck.checker.cli.options;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The constants of an enum, as completion offers them for an option. */
abstract class Candidates implements Iterable<String> {
  private final List<String> words;

  Candidates(Enum<?>[] constants) {
    words = Stream.of(constants).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public Iterator<String> iterator() {
    return words.iterator();
  }
}
