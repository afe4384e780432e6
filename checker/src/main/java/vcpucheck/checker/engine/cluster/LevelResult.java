package vcpucheck.checker.engine.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.cluster.runs.Reduced;
import vcpucheck.checker.engine.cluster.runs.RunFile;
import vcpucheck.checker.engine.search.SearchedLevel;

/** What a level leads to, as it comes in. */
final class LevelResult {
  private final int vcpus;
  private final LevelReport report;
  private final List<RunFile> fresh = new ArrayList<>();
  private long ends;
  private long cuts;

  LevelResult(int vcpus) {
    this.vcpus = vcpus;
    report = new LevelReport(vcpus);
  }

  LevelReport report() {
    return report;
  }

  /** The new states, which are the next level. */
  List<RunFile> fresh() {
    return fresh;
  }

  void add(Reduced part) {
    part.fresh().ifPresent(fresh::add);
    ends += part.ends();
    cuts += part.cuts();
  }

  /**
   * What a search takes of it.
   *
   * @param states how many new states there are
   */
  SearchedLevel searched(long states) {
    List<BitSet> performed = IntStream.range(0, vcpus).mapToObj(report::performed).toList();
    return new SearchedLevel(
        states, report.transitions(), ends, cuts, report.raced(), report.met(), performed);
  }
}
