package vcpucheck.checker.cli.evidence;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.catalogue.Catalogue;

/**
 * What a command has found, and all that another needs to find it again.
 *
 * @param tool name and version of the tool
 * @param commit the commit that the code under test was at; empty if that is not known
 * @param arguments the command and its arguments, without those that change nothing that is found
 * @param classes the digests of the classes under test, by file name
 * @param inputs the texts of files that the arguments name, by the names that they have for them
 * @param findings texts, by file name
 */
public record Evidence(
    String tool,
    Optional<String> commit,
    List<String> arguments,
    SortedMap<String, String> classes,
    SortedMap<String, String> inputs,
    SortedMap<String, String> findings) {
  public Evidence {
    arguments = List.copyOf(arguments);
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
  }

  /**
   * What this version of the tool has found on the code that is there.
   *
   * @param catalogues those of the scenarios that were explored
   */
  public static Evidence of(
      List<Catalogue> catalogues,
      List<String> arguments,
      SortedMap<String, String> inputs,
      SortedMap<String, String> findings) {
    List<Class<?>> code =
        catalogues.stream().flatMap(catalogue -> catalogue.codeUnderTest().stream()).toList();
    return new Evidence(
        ToolVersion.text(),
        CodeDigest.commit(code.get(0)),
        arguments,
        CodeDigest.classes(code),
        inputs,
        findings);
  }

  /** The digest of all classes. */
  public String digest() {
    StringBuilder text = new StringBuilder();
    classes.forEach((name, digest) -> text.append(digest).append("  ").append(name).append('\n'));
    return CodeDigest.sha256(text.toString());
  }
}
