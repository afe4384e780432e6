package vcpucheck.checker.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.catalogue.Catalogue.Named;

/** Sets of changes, however they are spelled. */
final class CodeBaseTest {
  private static final Change FIRST = change("FIRST", "0123456789", "r2", "r3", "r4");
  private static final Change SECOND = change("SECOND", "abcdef0123", "r3", "r4");
  private static final Change LATE = change("LATE", "ffff000011");
  private static final Change RIVAL = change("RIVAL", "ffff000022");

  private static final CodeBase CODE =
      new CodeBase(
          List.of(named("r1"), named("r2"), named("r3"), named("r4")),
          List.of(FIRST, SECOND, LATE, RIVAL),
          List.of(named("M-one"), named("M-two")));

  private static Change change(String name, String commit, String... revisions) {
    return new Change(name, "about " + name, List.of(commit), Set.of(revisions));
  }

  private static Named named(String name) {
    return new Named(name, "about " + name);
  }

  @ParameterizedTest
  @CsvSource({
    "r1, r1",
    "r3, r3",
    "r4, r4",
    "r1+FIRST, r2",
    "r1+0123456, r2",
    "r1+0123456789abcdef, r2",
    "r1+first, r2",
    "r4~SECOND, r2",
    "r2+SECOND, r4",
    "r4+LATE, r4+LATE",
    "r3+LATE, r4+LATE",
    "r1+SECOND+FIRST+RIVAL+LATE, r4+LATE+RIVAL",
    "r4~FIRST, r4~FIRST",
    "r1+SECOND, r4~FIRST",
    "r4+M-two+LATE~FIRST+M-one, r4+LATE~FIRST+M-one+M-two",
    "r4+m-two, r4+M-two",
  })
  void equal_sets_have_equal_names(String spelling, String name) {
    assertEquals(name, CODE.parse(spelling).name());
    assertEquals(CODE.parse(name), CODE.parse(spelling));
  }

  @ParameterizedTest
  @CsvSource({
    "r9, 'a revision must be known: revision=r9; known are [r1, r2, r3, r4]'",
    "'', 'a revision must be known: revision=; known are [r1, r2, r3, r4]'",
    "+LATE, 'a revision must be known: revision=; known are [r1, r2, r3, r4]'",
    "r1+LATER, 'a fix or mutant must be known: fix or mutant=LATER; known are [FIRST, SECOND, LATE, RIVAL, M-one, M-two]'",
    "r1+012345, 'a fix or mutant must be known: fix or mutant=012345; known are [FIRST, SECOND, LATE, RIVAL, M-one, M-two]'",
    "r1+, 'a name must follow each + and ~ of a revision: revision=r1+'",
    "r1+LATE~, 'a name must follow each + and ~ of a revision: revision=r1+LATE~'",
    "r2+FIRST, 'a change that is added must not be there: change=FIRST, revision=r2+FIRST'",
    "r2~LATE, 'a change that is taken away must be there: change=LATE, revision=r2~LATE'",
    "r2~M-one, 'a change that is taken away must be there: change=M-one, revision=r2~M-one'",
    "r2+LATE~LATE, 'a change must be named once in a revision: change=LATE, revision=r2+LATE~LATE'",
    "r2+LATE+ffff000011, 'a change must be named once in a revision: change=LATE, revision=r2+LATE+ffff000011'",
  })
  void a_wrong_spelling_is_refused(String spelling, String sentence) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> CODE.parse(spelling)).getMessage());
  }

  @Test
  void an_abbreviation_of_two_commits_is_refused() {
    assertEquals(
        "a commit must be given long enough to be one: commit=ffff0000, changes=LATE, RIVAL",
        assertThrows(IllegalArgumentException.class, () -> CODE.parse("r1+ffff0000")).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "r4, M-one, r4, M-one",
    "r4, M-two+M-one, r4, M-one+M-two",
    "r4+M-two, M-one, r4, M-one+M-two",
    "r4, without-SECOND, r2, ''",
    "r1+FIRST, '', r2, ''",
  })
  void a_configuration_has_one_spelling(
      String revision, String mutant, String canonical, String mutants) {
    Configuration given = new Configuration(revision, "v", optional(mutant), 3);
    Configuration expected = new Configuration(canonical, "v", optional(mutants), 3);
    assertEquals(expected, CODE.canonical(given));
    assertEquals(expected, CODE.canonical(expected));
  }

  private static Optional<String> optional(String text) {
    return Optional.of(text).filter(one -> !one.isEmpty());
  }

  /** The definition, by brute force: each subset from each revision. */
  @Test
  void every_set_has_one_name_and_every_name_one_set() {
    Map<String, Set<Change>> sets = new HashMap<>();
    Map<Set<Change>, Set<String>> names = new HashMap<>();
    for (Named revision : CODE.revisions()) {
      for (int subset = 0; subset < 1 << CODE.changes().size(); subset++) {
        Set<Change> has = new HashSet<>();
        List<String> terms = new ArrayList<>();
        for (Change change : CODE.changes()) {
          boolean isIn = (subset >> CODE.changes().indexOf(change) & 1) != 0;
          boolean inBase = change.revisions().contains(revision.name());
          if (isIn) {
            has.add(change);
          }
          if (isIn != inBase) {
            terms.add(0, (isIn ? "+" : "~") + change.name());
          }
        }
        CodeSet set = CODE.parse(revision.name() + String.join("", terms));
        CODE.changes().forEach(change -> assertEquals(has.contains(change), set.has(change)));
        assertEquals(has, sets.getOrDefault(set.name(), has));
        sets.put(set.name(), has);
        if (!terms.isEmpty()) {
          names.computeIfAbsent(has, key -> new HashSet<>()).add(set.name());
        }
      }
    }
    names.values().forEach(spellings -> assertEquals(1, spellings.size(), spellings::toString));
    assertTrue(sets.containsKey("r4+LATE+RIVAL"));
    assertFalse(sets.containsKey("r3+LATE+RIVAL"));
  }
}
