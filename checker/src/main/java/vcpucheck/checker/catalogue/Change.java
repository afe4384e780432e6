package vcpucheck.checker.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A change to the code under test that a revision has or lacks: a fix.
 *
 * @param name as the command line takes it
 * @param about one sentence
 * @param aliases other names: the ids of commits, which may be given longer or, from seven
 *     characters on, shorter
 * @param revisions the names of the revisions that have it
 */
public record Change(String name, String about, List<String> aliases, Set<String> revisions) {
  private static final int SHORTEST_ALIAS = 7;

  public Change {
    aliases = List.copyOf(aliases);
    revisions = Set.copyOf(revisions);
  }

  /** Whether a text names it. */
  public boolean isNamed(String text) {
    return text.equalsIgnoreCase(name) || aliases.stream().anyMatch(alias -> isAlias(text, alias));
  }

  private static boolean isAlias(String text, String alias) {
    String given = text.toLowerCase(Locale.ROOT);
    return given.length() >= SHORTEST_ALIAS && (given.startsWith(alias) || alias.startsWith(given));
  }
}
