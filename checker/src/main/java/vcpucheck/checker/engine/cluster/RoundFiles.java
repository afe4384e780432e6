package vcpucheck.checker.engine.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.engine.cluster.runs.LayoutTable;
import vcpucheck.checker.engine.cluster.runs.RunFile;

/**
 * Which files there are of a round: a file that is not here is not there, whoever wrote it.
 *
 * @param layouts those that their states are in
 * @param levels for each level, its states; the last is to be expanded next
 * @param visited for each part, the runs of the states visited so far
 */
record RoundFiles(LayoutTable layouts, List<List<RunFile>> levels, List<List<RunFile>> visited) {
  /** Those of a round that has not begun. */
  static RoundFiles none(int variables, int partitions) {
    List<List<RunFile>> visited = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      visited.add(new ArrayList<>());
    }
    return new RoundFiles(new LayoutTable(variables), new ArrayList<>(), visited);
  }

  int partitions() {
    return visited.size();
  }

  void save(DataOutput out) throws IOException {
    layouts.save(out);
    save(out, levels);
    save(out, visited);
  }

  private static void save(DataOutput out, List<List<RunFile>> lists) throws IOException {
    out.writeInt(lists.size());
    for (List<RunFile> files : lists) {
      out.writeInt(files.size());
      for (RunFile file : files) {
        file.save(out);
      }
    }
  }

  static RoundFiles restore(DataInput in, int variables) throws IOException {
    return new RoundFiles(LayoutTable.restore(in, variables), lists(in), lists(in));
  }

  private static List<List<RunFile>> lists(DataInput in) throws IOException {
    List<List<RunFile>> lists = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      List<RunFile> files = new ArrayList<>();
      for (int more = in.readInt(); more > 0; more--) {
        files.add(RunFile.restore(in));
      }
      lists.add(files);
    }
    return lists;
  }
}
