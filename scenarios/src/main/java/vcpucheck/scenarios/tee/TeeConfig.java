package vcpucheck.scenarios.tee;

import java.util.List;

/**
 * What an {@link OpTee} is like.
 *
 * @param threads {@code CFG_NUM_THREADS}: secure threads per virtual machine
 * @param caches whether argument pages outlive calls at the start: {@code CFG_PREALLOC_RPC_CACHE}
 * @param listEntries addresses in one page of a page list
 * @param conduct what its threads do
 */
public record TeeConfig(int threads, boolean caches, int listEntries, Conduct conduct) {
  /** What the threads of an OP-TEE do. */
  public sealed interface Conduct {}

  /**
   * What OP-TEE does.
   *
   * @param scripts what calls ask for, by {@code func} of the message
   * @param failures how many message pages, at most, it cannot map because its own memory is short
   */
  public record Scripted(List<Script> scripts, int failures) implements Conduct {
    public Scripted {
      scripts = List.copyOf(scripts);
    }

    /** The script with a number; calls with another {@code func} ask for nothing. */
    Script script(int number) {
      return number >= 0 && number < scripts.size() ? scripts.get(number) : Script.of();
    }
  }

  /**
   * At any moment, any one thing that the protocol allows.
   *
   * @param requests how many times, at most, a call asks for something; what it gives back does not
   *     count
   * @param refusals by what a0 calls may be refused although there is a thread for them
   */
  public record AnyLegal(int requests, List<Long> refusals) implements Conduct {
    public AnyLegal {
      refusals = List.copyOf(refusals);
    }
  }
}
