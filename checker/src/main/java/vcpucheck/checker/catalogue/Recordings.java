package vcpucheck.checker.catalogue;

import java.util.List;

/** Traces recorded from the real code, which a form of the code under test can be compared with. */
public interface Recordings {
  /**
   * Reads trace files.
   *
   * @param names files, or folders of them
   * @return them, those of a folder by name
   * @throws IllegalArgumentException if one cannot be read
   */
  List<Recording> read(List<String> names);

  /**
   * Replays traces on a form.
   *
   * @return the first deviation of each trace that has one, in the order of files and traces
   * @throws IllegalArgumentException if a text is none of a trace file
   */
  List<Deviation> replay(List<Recording> files, Configuration form);

  /**
   * A trace file.
   *
   * @param name what it is called, without a folder; no other that is read with it is called so
   * @param text what is in it, not compressed
   */
  record Recording(String name, String text) {}

  /**
   * Where a form first answers otherwise than the recorded code.
   *
   * @param file the trace file's name
   * @param trace the trace's number in it
   * @param name the trace's name
   * @param step the number of the step
   * @param field what differs, as a path into the step's record
   * @param recorded what the recorded code did
   * @param answered what the form does
   * @param decided the changes and mutants that the form has asked for in that step
   */
  record Deviation(
      String file,
      int trace,
      String name,
      int step,
      String field,
      String recorded,
      String answered,
      List<String> decided) {
    public Deviation {
      decided = List.copyOf(decided);
    }
  }
}
