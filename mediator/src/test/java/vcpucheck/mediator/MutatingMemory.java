package vcpucheck.mediator;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.NumberBackend;
import vcpucheck.checker.memory.NumberUpdate;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;

/**
 * A memory that lets one piece of the mediator's synchronisation be missing, without a change to
 * the mediator: locks and cells do something else when they are used from one method.
 */
final class MutatingMemory implements Memory {
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final Set<String> ATOMIC_OWNERS = Set.of("AtomicQuota", "GuestPage");

  private final Memory memory;
  private final Optional<SyncMutant> mutant;
  private final Set<SyncMutant> seen;

  /**
   * @param mutant what is missing
   * @param seen receives everything that is used and that a mutant could take away
   */
  MutatingMemory(Memory memory, Optional<SyncMutant> mutant, Set<SyncMutant> seen) {
    this.memory = memory;
    this.mutant = mutant;
    this.seen = seen;
  }

  /** The method of a table, counter or page that is running, or the empty string. */
  private static String site() {
    return STACK.walk(
        frames ->
            frames
                .map(frame -> name(frame.getClassName(), frame.getMethodName()))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(""));
  }

  private static String name(String type, String method) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    boolean isSite =
        type.startsWith("vcpucheck.mediator.")
            && (simple.matches("Locked(Call|Rpc|Buffer)Table") || ATOMIC_OWNERS.contains(simple));
    return isSite ? simple + "." + method.replaceAll("^lambda\\$(\\w+)\\$\\d+$", "$1") : "";
  }

  /* A walk along the stack takes long: only if it may matter. */
  private boolean isOfInterest(SyncMutant.Kind kind) {
    return mutant.isEmpty() || mutant.get().kind() == kind;
  }

  private boolean isMissing(SyncMutant.Kind kind) {
    if (!isOfInterest(kind)) {
      return false;
    }
    String site = site();
    if (site.isEmpty()) {
      return false;
    }
    SyncMutant here = new SyncMutant(kind, site);
    seen.add(here);
    return mutant.filter(here::equals).isPresent();
  }

  /** Cells whose tests under the lock and whose read-modify-writes can be missing. */
  private final class MutatingCells implements Cells {
    private final Cells cells;

    MutatingCells(Cells cells) {
      this.cells = cells;
    }

    @Override
    public IntCell intCell(String name, int initial) {
      return IntCell.over(
          new MutatingNumber(cells.intCell(name, initial), name.equals("in_flight")));
    }

    @Override
    public LongCell longCell(String name, long initial) {
      LongCell cell = cells.longCell(name, initial);
      return name.equals("cookie") ? LongCell.over(new BlindCookie(cell)) : cell;
    }

    @Override
    public <T> RefCell<T> refCell(String name) {
      return cells.refCell(name);
    }

    @Override
    public <T> RefCell<T> refCell(String name, @Nullable T initial) {
      return cells.refCell(name, initial);
    }

    @Override
    public <T> ValueCell<T> valueCell(String name, T initial) {
      return cells.valueCell(name, initial);
    }

    @Override
    public SpinLock spinLock(String name) {
      return new MutatingLock(cells.spinLock(name));
    }

    @Override
    public void expect(boolean holds, String property, String message) {
      cells.expect(holds, property, message);
    }
  }

  /** A lock that some do not take. */
  private final class MutatingLock implements SpinLock {
    private final SpinLock lock;

    MutatingLock(SpinLock lock) {
      this.lock = lock;
    }

    @Override
    public void lock() {
      if (!isMissing(SyncMutant.Kind.NO_LOCK)) {
        lock.lock();
      }
    }

    @Override
    public boolean tryLock() {
      return lock.tryLock();
    }

    @Override
    public void unlock() {
      if (!isMissing(SyncMutant.Kind.NO_LOCK)) {
        lock.unlock();
      }
    }

    @Override
    public boolean isLocked() {
      return lock.isLocked();
    }
  }

  /** A number whose read-modify-writes may be split, and which may read as 0 where it is tested. */
  private final class MutatingNumber implements NumberBackend {
    private final IntCell cell;
    private final boolean isTested;

    MutatingNumber(IntCell cell, boolean isTested) {
      this.cell = cell;
      this.isTested = isTested;
    }

    @Override
    public long load(Access access) {
      int value = cell.get(access);
      return isTested && isMissing(SyncMutant.Kind.NO_CHECK) ? 0 : value;
    }

    @Override
    public void store(long value, Access access) {
      cell.set((int) value, access);
    }

    /** Loads and stores in two steps; returns the value before. */
    private long split(LongUnaryOperator change) {
      int before = cell.get(Access.OPAQUE);
      long after = change.applyAsLong(before);
      if (after != before) {
        cell.set((int) after, Access.OPAQUE);
      }
      return before;
    }

    @Override
    public long compareAndExchange(long expected, long desired, Access access) {
      return isMissing(SyncMutant.Kind.SPLIT_ATOMIC)
          ? split(before -> before == expected ? desired : before)
          : cell.compareAndExchange((int) expected, (int) desired, access);
    }

    @Override
    public boolean compareAndSet(long expected, long desired, Access access) {
      return isMissing(SyncMutant.Kind.SPLIT_ATOMIC)
          ? compareAndExchange(expected, desired, access) == expected
          : cell.compareAndSet((int) expected, (int) desired, access);
    }

    @Override
    public long getAndUpdate(NumberUpdate update, long operand, Access access) {
      return switch (update) {
        case SET -> cell.getAndSet((int) operand, access);
        case AND -> cell.getAndAnd((int) operand, access);
        case OR -> cell.getAndOr((int) operand, access);
        case XOR -> cell.getAndXor((int) operand, access);
        case AND_NOT -> cell.getAndAnd(~(int) operand, access);
        case ADD_INT, ADD_LONG ->
            isMissing(SyncMutant.Kind.SPLIT_ATOMIC)
                ? split(before -> update.apply(before, operand))
                : cell.getAndAdd((int) operand, access);
      };
    }

    @Override
    @SuppressWarnings("CheckReturnValue") // observes nothing
    public void update(NumberUpdate update, long operand, Access access) {
      boolean adds = update == NumberUpdate.ADD_INT;
      if (!adds || isMissing(SyncMutant.Kind.SPLIT_ATOMIC)) {
        getAndUpdate(update, operand, access);
      } else {
        cell.add((int) operand, access);
      }
    }

    @Override
    public boolean testAndUpdate(NumberUpdate update, long mask, Access access) {
      return (getAndUpdate(update, mask, access) & mask) != 0;
    }

    @Override
    public long addUnless(NumberUpdate add, long delta, long unless) {
      return isMissing(SyncMutant.Kind.SPLIT_ATOMIC)
          ? split(before -> before == unless ? before : add.apply(before, delta))
          : cell.addUnless((int) delta, (int) unless);
    }

    @Override
    public void await(long value, Access access) {
      cell.await((int) value, access);
    }

    @Override
    public long awaitNot(long value, Access access) {
      return cell.awaitNot((int) value, access);
    }
  }

  /** A cookie, which is only loaded and stored, that may look like no other where it is tested. */
  private final class BlindCookie implements NumberBackend {
    private final LongCell cell;

    BlindCookie(LongCell cell) {
      this.cell = cell;
    }

    @Override
    public long load(Access access) {
      long value = cell.get(access);
      boolean isBlind =
          isOfInterest(SyncMutant.Kind.NO_CHECK)
              && site().endsWith(".insert")
              && isMissing(SyncMutant.Kind.NO_CHECK);
      return isBlind ? Long.MIN_VALUE : value;
    }

    @Override
    public void store(long value, Access access) {
      cell.set(value, access);
    }

    @Override
    public long compareAndExchange(long expected, long desired, Access access) {
      throw unused();
    }

    @Override
    public boolean compareAndSet(long expected, long desired, Access access) {
      throw unused();
    }

    @Override
    public long getAndUpdate(NumberUpdate update, long operand, Access access) {
      throw unused();
    }

    @Override
    public void update(NumberUpdate update, long operand, Access access) {
      throw unused();
    }

    @Override
    public boolean testAndUpdate(NumberUpdate update, long mask, Access access) {
      throw unused();
    }

    @Override
    public long addUnless(NumberUpdate add, long delta, long unless) {
      throw unused();
    }

    @Override
    public void await(long value, Access access) {
      throw unused();
    }

    @Override
    public long awaitNot(long value, Access access) {
      throw unused();
    }

    private AssertionError unused() {
      return new AssertionError("a locked table's cookie is only loaded and stored");
    }
  }

  @Override
  public Slab.Reuse reuse() {
    return memory.reuse();
  }

  @Override
  public <T> Slab<T> slab(
      String name, int capacity, Slab.Reuse reuse, Function<Cells, T> constructor) {
    return memory.slab(name, capacity, reuse, cells -> constructor.apply(new MutatingCells(cells)));
  }

  @Override
  public IntCell intCell(String name, int initial) {
    return new MutatingCells(memory).intCell(name, initial);
  }

  @Override
  public LongCell longCell(String name, long initial) {
    return memory.longCell(name, initial);
  }

  @Override
  public <T> RefCell<T> refCell(String name) {
    return memory.refCell(name);
  }

  @Override
  public <T> RefCell<T> refCell(String name, @Nullable T initial) {
    return memory.refCell(name, initial);
  }

  @Override
  public <T> ValueCell<T> valueCell(String name, T initial) {
    return memory.valueCell(name, initial);
  }

  @Override
  public SpinLock spinLock(String name) {
    return new MutatingCells(memory).spinLock(name);
  }

  @Override
  public int choose(String what, int alternatives) {
    return memory.choose(what, alternatives);
  }

  @Override
  public void fence(Fence fence) {
    memory.fence(fence);
  }

  @Override
  public <R extends @Nullable Object> R call(Supplier<R> body) {
    return memory.call(body);
  }

  @Override
  public <S, R extends @Nullable Object> R loop(S initial, Function<S, Iteration<S, R>> body) {
    return memory.loop(initial, body);
  }

  @Override
  public void expect(boolean holds, String property, String message) {
    memory.expect(holds, property, message);
  }

  @Override
  public void assume(boolean holds) {
    memory.assume(holds);
  }

  @Override
  public void debugAssert(boolean holds, String text) {
    memory.debugAssert(holds, text);
  }
}
