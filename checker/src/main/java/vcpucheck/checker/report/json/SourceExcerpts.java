package vcpucheck.checker.report.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.report.export.Finding.SourceText;

/** The lines of code around the steps of a counterexample, each once. */
final class SourceExcerpts {
  /** So many lines before and after a step's own. */
  private static final int AROUND = 2;

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<Optional<Integer>> ofSteps = new ArrayList<>();

  /** A file. */
  record Source(String path, List<Excerpt> excerpts) {}

  /** Lines in a row; {@code first} is the number of the first one, from 1. */
  record Excerpt(int first, List<String> lines) {}

  private SourceExcerpts() {}

  static SourceExcerpts of(Finding finding) {
    SourceExcerpts all = new SourceExcerpts();
    Map<SourceText, SortedSet<Integer>> wanted = new LinkedHashMap<>();
    for (int step = 0; step < finding.trace().steps().size(); step++) {
      Optional<SourceText> text = finding.source(step);
      int line = finding.place(step).line();
      text.ifPresent(found -> wanted.computeIfAbsent(found, none -> new TreeSet<>()).add(line));
      all.ofSteps.add(text.map(found -> all.number(found.path())));
    }
    wanted.forEach((text, lines) -> all.sources.add(new Source(text.path(), cut(text, lines))));
    return all;
  }

  private int number(String path) {
    return numbers.computeIfAbsent(path, none -> numbers.size());
  }

  private static List<Excerpt> cut(SourceText text, SortedSet<Integer> wanted) {
    List<Excerpt> excerpts = new ArrayList<>();
    int first = 0;
    int last = 0;
    for (int line : wanted) {
      if (first > 0 && line - AROUND > last + 1) {
        excerpts.add(excerpt(text, first, last));
        first = 0;
      }
      first = first == 0 ? Math.max(1, line - AROUND) : first;
      last = Math.min(text.lines().size(), line + AROUND);
    }
    excerpts.add(excerpt(text, first, last));
    return excerpts;
  }

  private static Excerpt excerpt(SourceText text, int first, int last) {
    return new Excerpt(first, text.lines().subList(Math.min(first - 1, last), last));
  }

  /** Files, in the order in which steps come to them. */
  List<Source> sources() {
    return sources;
  }

  /** The index of the file that a step is in. */
  Optional<Integer> number(int step) {
    return ofSteps.get(step);
  }
}
