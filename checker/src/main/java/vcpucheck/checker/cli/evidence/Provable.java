package vcpucheck.checker.cli.evidence;

import java.util.SortedMap;

/** A command that can leave evidence of what it finds. */
@FunctionalInterface
public interface Provable {
  /**
   * What it finds, as texts by file name: the same whenever it is run on the same code.
   *
   * @param inputs the texts of files that the command names, by the names that it has for them
   */
  SortedMap<String, String> findings(SortedMap<String, String> inputs);
}
