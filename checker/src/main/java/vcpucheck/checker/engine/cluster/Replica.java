package vcpucheck.checker.engine.cluster;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntUnaryOperator;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.engine.reduction.BlockExpander;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.reduction.MoverTable;
import vcpucheck.checker.engine.reduction.OperationExpander;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.search.Symmetries;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.state.HeapSymmetry;

/**
 * What the driver knows of a model, on another machine: grown from the same runs of the same code,
 * so that numbers are the same. All tasks in a JVM share one; while some use it, it does not grow.
 */
final class Replica {
  private static final long STACK_BYTES = 64L << 20;

  /** By search. */
  private static final Map<String, Replica> ALL = new HashMap<>();

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final TransitionSystem system;
  private final Snapshot.How how;
  private final SharingAnalysis sharing;
  private final MoverTable movers;
  private final int round;
  private int version = -1;
  private long unfolded;

  private Replica(Snapshot snapshot) {
    how = snapshot.how();
    round = snapshot.round();
    system =
        TransitionSystem.of(
            snapshot.source().model(),
            options(how),
            false,
            why -> {
              throw why;
            });
    IntUnaryOperator facts =
        system
            .codec()
            .heap()
            .filter(heap -> how.exchangesSlots())
            .<IntUnaryOperator>map(heap -> heap::fact)
            .orElse(IntUnaryOperator.identity());
    sharing = new SharingAnalysis(system.variables(), system.vcpus(), facts);
    movers = new MoverTable(system, sharing);
  }

  private static Options options(Snapshot.How how) {
    Options.Builder builder =
        Options.builder().memory(MemoryModel.SC).build(how.build()).reductions(how.reductions());
    Optional.ofNullable(how.reuse()).ifPresent(builder::reuse);
    return builder.build();
  }

  /** A world that does not change until it is given back. */
  interface Lease extends AutoCloseable {
    World world();

    @Override
    void close();
  }

  /** What the driver knew at a moment, or later. */
  static Lease lease(Snapshot snapshot) throws IOException {
    Replica replica = of(snapshot);
    Lease lease = replica.new Held();
    if (replica.version >= snapshot.version()) {
      return lease;
    }
    lease.close();
    replica.lock.writeLock().lock();
    try {
      if (replica.version < snapshot.version()) {
        replica.growOnLargeStack(snapshot);
      }
      return replica.new Held();
    } finally {
      replica.lock.writeLock().unlock();
    }
  }

  private final class Held implements Lease {
    Held() {
      lock.readLock().lock();
    }

    @Override
    public World world() {
      return new World(
          system,
          Replica.this::expander,
          new Symmetries(how.exchangesVcpus(), how.exchangesSlots()));
    }

    @Override
    public void close() {
      lock.readLock().unlock();
    }
  }

  private static Replica of(Snapshot snapshot) {
    synchronized (ALL) {
      Replica known = ALL.get(snapshot.search());
      if (known == null || known.round < snapshot.round()) {
        known = new Replica(snapshot);
        ALL.put(snapshot.search(), known);
      }
      return known;
    }
  }

  /** Says that a search is over. */
  static void forget(String search) {
    synchronized (ALL) {
      ALL.remove(search);
    }
  }

  private Expander expander() {
    return how.reductions().blocks()
        ? new BlockExpander(
            system, sharing, movers, how.exchangesSlots(), how.reductions().allocations())
        : new OperationExpander(system.machine(), system.vcpus().count(), how.exchangesSlots());
  }

  /** Code under test may go deep. */
  private void growOnLargeStack(Snapshot snapshot) throws IOException {
    Throwable[] thrown = new Throwable[1];
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                grow(snapshot);
              } catch (IOException | RuntimeException | Error e) {
                thrown[0] = e;
              }
            },
            "vcpucheck-replica",
            STACK_BYTES);
    thread.start();
    Uninterruptibles.joinUninterruptibly(thread); /* the next task must not grow it meanwhile */
    if (thrown[0] instanceof IOException e) {
      throw e;
    }
    if (thrown[0] != null) {
      throw new IOException("code does not run as it did on the driver: " + thrown[0], thrown[0]);
    }
  }

  private void grow(Snapshot snapshot) throws IOException {
    Knowledge.Reader reader = new Knowledge.Reader(snapshot.growth(), system);
    unfolded = reader.unfold(unfolded);
    if (how.exchangesSlots()) {
      system.codec().heap().ifPresent(HeapSymmetry::absorb);
    }
    reader.restore(sharing, movers);
    version = snapshot.version();
  }
}
