package vcpucheck.scenarios.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Recordings;

/** Traces of the real mediator. */
public final class MediatorRecordings implements Recordings {
  private static final String COMPRESSED = ".gz";

  @Override
  public List<Recording> read(List<String> names) {
    Set<String> taken = new HashSet<>();
    List<Recording> files = new ArrayList<>();
    for (Path path : TracePaths.of(names)) {
      files.add(new Recording(free(name(path), taken), text(path)));
    }
    return files;
  }

  private static String text(Path path) {
    try {
      return GoldenTraceReader.text(path);
    } catch (TraceFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** "xen-4.22.jsonl". */
  private static String name(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(COMPRESSED)
        ? name.substring(0, name.length() - COMPRESSED.length())
        : name;
  }

  /** The name, with a number in front if another file has it. */
  private static String free(String name, Set<String> taken) {
    String free = name;
    for (int number = 2; !taken.add(free); number++) {
      free = number + "-" + name;
    }
    return free;
  }

  @Override
  public List<Deviation> replay(List<Recording> files, Configuration form) {
    try {
      return Conformance.deviations(
          files.stream()
              .map(file -> GoldenTraceReader.read(file.name(), file.text()))
              .flatMap(List::stream),
          recorded -> form);
    } catch (TraceFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
