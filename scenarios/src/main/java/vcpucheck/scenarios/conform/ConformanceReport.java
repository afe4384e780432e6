package vcpucheck.scenarios.conform;

import java.util.List;

/**
 * How far the model agrees with recorded traces.
 *
 * @param files each trace file, in the order of the replay
 */
public record ConformanceReport(List<File> files) {
  public ConformanceReport {
    files = List.copyOf(files);
  }

  /**
   * How far the model agrees with one file.
   *
   * @param file its name
   * @param revisions which revisions were recorded
   * @param traces how many traces were replayed
   * @param steps how many steps they have
   * @param differences the first difference of each trace that has one
   */
  public record File(
      String file, List<String> revisions, int traces, int steps, List<Difference> differences) {
    public File {
      revisions = List.copyOf(revisions);
      differences = List.copyOf(differences);
    }
  }

  /** The first difference of each trace that has one. */
  public List<Difference> differences() {
    return files.stream().flatMap(file -> file.differences().stream()).toList();
  }

  /** Whether every trace agrees. */
  public boolean conforms() {
    return differences().isEmpty();
  }
}
