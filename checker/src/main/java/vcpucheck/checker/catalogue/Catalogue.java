package vcpucheck.checker.catalogue;

import java.util.List;
import java.util.Optional;

/** A list of scenarios over one code base, found through {@link java.util.ServiceLoader}. */
public interface Catalogue {
  /** The scenarios, in the order of their ids. */
  List<Scenario> scenarios();

  /** The revisions of the code under test, oldest first. */
  List<Named> revisions();

  /** The variants of the code under test; the first is the default. */
  List<Named> variants();

  /** The changes that a revision can be given or denied, by name; see {@link CodeBase}. */
  default List<Change> changes() {
    return List.of();
  }

  /** How forms of the code under test are spelled. */
  default CodeBase codeBase() {
    return new CodeBase(revisions(), changes(), mutants());
  }

  /** The deliberate weakenings of the code under test, for sensitivity tests. */
  List<Named> mutants();

  /**
   * Classes of the code under test and of its surroundings. Each stands for all of its package, and
   * of those below, in the archive or folder that it was loaded from: what evidence has digests of.
   */
  default List<Class<?>> codeUnderTest() {
    return List.of(getClass());
  }

  /** How traces of the real code are replayed; empty if nothing can be. */
  default Optional<Recordings> recordings() {
    return Optional.empty();
  }

  /** Where the functions are that code under test models; of none that is not known. */
  default RealCode realCode() {
    return (revision, name) -> Optional.empty();
  }

  /** What operations of the code under test mean, for people. */
  default Glossary glossary() {
    return Glossary.NONE;
  }

  /**
   * Something that has a name and one sentence about it.
   *
   * @param name as the command line takes it
   * @param about one sentence
   */
  record Named(String name, String about) {}
}
