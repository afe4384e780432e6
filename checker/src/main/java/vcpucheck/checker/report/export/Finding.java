package vcpucheck.checker.report.export;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.TraceFile;
import vcpucheck.checker.walk.Course;

/**
 * A counterexample with all that is known of it.
 *
 * @param trace the counterexample
 * @param course what is to be seen along it, step by step
 * @param story what it means; without lines if it is not explained
 * @param words what operations mean
 * @param sources where the code is
 */
public record Finding(
    TraceFile trace, Course course, Story story, Glossary words, Sources sources) {
  public Finding {
    if (course.moments().size() != trace.steps().size()) {
      throw new IllegalArgumentException(
          "a course must have a moment for each step: moments="
              + course.moments().size()
              + ", steps="
              + trace.steps().size());
    }
  }

  /** Finds sources of code under test. */
  @FunctionalInterface
  public interface Sources {
    /** Finds none. */
    Sources NONE = (type, file) -> Optional.empty();

    /** The file of some name that a class was compiled from. */
    Optional<SourceText> find(Class<?> type, String file);
  }

  /**
   * A file with source code.
   *
   * @param path where it is, from the root of its repository
   * @param lines all of it
   */
  public record SourceText(String path, List<String> lines) {
    public SourceText {
      lines = List.copyOf(lines);
    }
  }

  /** The file that the code of a step is in, if it is found. */
  public Optional<SourceText> source(int step) {
    SourcePlace place = SourcePlace.of(trace.steps().get(step));
    return place.file().isEmpty()
        ? Optional.empty()
        : course
            .moments()
            .get(step)
            .step()
            .code()
            .flatMap(type -> sources.find(type, place.file()));
  }

  /** Where the code of a step is: from the root of its repository, if the file is found. */
  public SourcePlace place(int step) {
    SourcePlace named = SourcePlace.of(trace.steps().get(step));
    return source(step).map(text -> new SourcePlace(text.path(), named.line())).orElse(named);
  }

  /** The last step that is somewhere in the code; empty if there is none. */
  public Optional<Integer> lastPlaced() {
    for (int step = trace.steps().size() - 1; step >= 0; step--) {
      if (!trace.steps().get(step).source().isEmpty()) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }
}
