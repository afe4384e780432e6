package vcpucheck.checker.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A catalogue has phrases for operations, and names for numbers. */
final class GlossaryTest {
  private static final Glossary GLOSSARY =
      new Glossary(
          List.of(
              Glossary.Phrase.of("get: load (\\w+)\\.count: (\\d+)$", "$1 has $2"),
              Glossary.Phrase.of("load", "something is looked up")),
          List.of(
              Glossary.Names.of("kind=(\\d+)\\b", Map.of(1L, "$ONE", 2L, "TWO")),
              Glossary.Names.of("\\$ONE, next=(-\\d+)", Map.of(-1L, "NONE"))));

  @Test
  void the_first_phrase_that_fits_is_taken() {
    assertEquals(Optional.of("a has 3"), GLOSSARY.phrase("get", "load a.count", "3"));
    assertEquals(
        Optional.of("something is looked up"), GLOSSARY.phrase("put", "load a.count", "3"));
    assertEquals(Optional.empty(), GLOSSARY.phrase("get", "store a.count", "3"));
  }

  @Test
  void each_number_with_a_name_has_it() {
    assertEquals("[kind=$ONE] and [kind=TWO]", GLOSSARY.named("[kind=1] and [kind=2]"));
    assertEquals("[kind=3, sort=1]", GLOSSARY.named("[kind=3, sort=1]"));
  }

  @Test
  void names_can_depend_on_those_before() {
    assertEquals("kind=$ONE, next=NONE", GLOSSARY.named("kind=1, next=-1"));
    assertEquals("kind=TWO, next=-1", GLOSSARY.named("kind=2, next=-1"));
    assertEquals("kind=1", Glossary.NONE.named("kind=1"));
  }
}
