package vcpucheck.scenarios.tee;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What OP-TEE's thread lock protects in one partition.
 *
 * @param threads the threads, by id
 * @param caches whether argument pages outlive calls: {@code thread_prealloc_rpc_cache}
 * @param isPresent whether the virtual machine exists
 */
record ThreadTable(List<SecureThread> threads, boolean caches, boolean isPresent) {
  ThreadTable {
    threads = ImmutableList.copyOf(threads);
  }

  static ThreadTable of(int threads, boolean caches) {
    return new ThreadTable(Collections.nCopies(threads, SecureThread.NEW), caches, true);
  }

  boolean isIdle() {
    return threads.stream().allMatch(thread -> thread.state() == SecureThread.State.FREE);
  }

  private ThreadTable with(int id, SecureThread thread) {
    List<SecureThread> changed = new ArrayList<>(threads);
    changed.set(id, thread);
    return new ThreadTable(changed, caches, isPresent);
  }

  /**
   * A thread that can take a call.
   *
   * @param thread its id
   * @param argument its argument page
   * @param caches whether the page outlives the call
   */
  record Admission(int thread, ArgumentPage argument, boolean caches) {}

  /** Finds the first free thread. */
  enum GetFirstFree implements Function<ThreadTable, Optional<Admission>> {
    INSTANCE;

    @Override
    public Optional<Admission> apply(ThreadTable table) {
      for (int id = 0; id < table.threads().size(); id++) {
        SecureThread thread = table.threads().get(id);
        if (thread.state() == SecureThread.State.FREE) {
          return Optional.of(new Admission(id, thread.argument(), table.caches()));
        }
      }
      return Optional.empty();
    }
  }

  /** Whether the virtual machine exists. */
  enum GetPresence implements Function<ThreadTable, Boolean> {
    INSTANCE;

    @Override
    public Boolean apply(ThreadTable table) {
      return table.isPresent();
    }
  }

  /** Finds a thread that waits for the guest. */
  record GetSuspended(long id) implements Function<ThreadTable, Optional<SecureThread>> {
    @Override
    public Optional<SecureThread> apply(ThreadTable table) {
      boolean exists = id >= 0 && id < table.threads().size();
      return Optional.of(exists ? table.threads().get((int) id) : SecureThread.NEW)
          .filter(thread -> thread.state() == SecureThread.State.SUSPENDED);
    }
  }

  /** Finds the argument page with a cookie. */
  record GetArgument(long cookie) implements Function<ThreadTable, ArgumentPage> {
    @Override
    public ArgumentPage apply(ThreadTable table) {
      return table.threads().stream()
          .map(SecureThread::argument)
          .filter(page -> page.isPresent() && page.cookie() == cookie)
          .findFirst()
          .orElse(ArgumentPage.NONE);
    }
  }

  /** Says what the cache is like, while no thread runs; empty while one does. */
  enum GetCache implements Function<ThreadTable, Optional<List<ArgumentPage>>> {
    INSTANCE;

    @Override
    public Optional<List<ArgumentPage>> apply(ThreadTable table) {
      return Optional.of(table)
          .filter(ThreadTable::isIdle)
          .map(
              idle ->
                  idle.threads().stream()
                      .map(SecureThread::argument)
                      .collect(ImmutableList.toImmutableList()));
    }
  }

  /** Stores a thread. */
  record Put(int id, SecureThread thread) implements UnaryOperator<ThreadTable> {
    @Override
    public ThreadTable apply(ThreadTable table) {
      return table.with(id, thread);
    }
  }

  /** Turns the caching of argument pages on or off. */
  record SetCaches(boolean caches) implements UnaryOperator<ThreadTable> {
    @Override
    public ThreadTable apply(ThreadTable table) {
      return new ThreadTable(table.threads(), caches, table.isPresent());
    }
  }

  /** Creates or destroys the virtual machine; its threads vanish. */
  record SetPresence(boolean isPresent) implements UnaryOperator<ThreadTable> {
    @Override
    public ThreadTable apply(ThreadTable table) {
      return new ThreadTable(
          Collections.nCopies(table.threads().size(), SecureThread.NEW), table.caches(), isPresent);
    }
  }
}
