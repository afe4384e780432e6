package vcpucheck.scenarios.tee;

import java.util.List;

/**
 * What an {@link OpTee} is like.
 *
 * @param threads {@code CFG_NUM_THREADS}: secure threads per virtual machine
 * @param caches whether argument pages outlive calls at the start: {@code CFG_PREALLOC_RPC_CACHE}
 * @param scripts what calls ask for, by {@code func} of the message
 * @param listEntries addresses in one page of a page list
 * @param failures how many message pages, at most, it cannot map because its own memory is short
 */
public record TeeConfig(
    int threads, boolean caches, List<Script> scripts, int listEntries, int failures) {
  public TeeConfig {
    scripts = List.copyOf(scripts);
  }

  /** The script with a number; calls with another {@code func} ask for nothing. */
  Script script(int number) {
    return number >= 0 && number < scripts.size() ? scripts.get(number) : Script.of();
  }
}
