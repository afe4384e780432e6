package vcpucheck.scenarios.tee;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;

/**
 * What OP-TEE holds for one virtual machine: its threads and its shared-memory objects.
 *
 * <p>A look followed by a change is made under the thread lock; a change alone is one release
 * store. That is the acquire and release edge between processors that OP-TEE's own lock gives.
 */
public final class Partition {
  private final SpinLock lock;
  private final ValueCell<ThreadTable> table;
  private final ValueCell<ObjectList> objects;

  Partition(Memory memory, String name, ThreadTable threads) {
    lock = memory.spinLock(name + ".thread_lock");
    table = memory.valueCell(name + ".threads", threads);
    objects = memory.valueCell(name + ".reg_shm_list", ObjectList.EMPTY);
  }

  // ---- threads ----

  /** Takes the first free thread; empty if there is none. */
  @CFunction("thread_alloc_and_run")
  Optional<ThreadTable.Admission> admit() {
    lock.lock();
    Optional<ThreadTable.Admission> free =
        table.project(ThreadTable.GetFirstFree.INSTANCE, Access.ACQUIRE);
    free.ifPresent(
        admission ->
            table.update(
                new ThreadTable.Put(admission.thread(), SecureThread.ACTIVATED), Access.RELEASE));
    lock.unlock();
    return free;
  }

  /** Takes a thread that waits for the guest; empty if it does not wait. */
  @CFunction("thread_resume_from_rpc")
  Optional<SecureThread> resume(long id) {
    lock.lock();
    Optional<SecureThread> suspended =
        table.project(new ThreadTable.GetSuspended(id), Access.ACQUIRE);
    if (suspended.isPresent()) {
      table.update(new ThreadTable.Put((int) id, SecureThread.ACTIVATED), Access.RELEASE);
    }
    lock.unlock();
    return suspended;
  }

  /** Lets a thread wait for the guest. */
  @CFunction("thread_state_suspend")
  void suspend(int id, ArgumentPage argument, Frame frame) {
    table.update(new ThreadTable.Put(id, SecureThread.suspended(argument, frame)), Access.RELEASE);
  }

  /** Ends a thread's call. */
  @CFunction("thread_state_free")
  void free(int id, ArgumentPage argument) {
    table.update(new ThreadTable.Put(id, SecureThread.free(argument)), Access.RELEASE);
  }

  /** Turns the cache of argument pages on; fails while a thread runs. */
  @CFunction("thread_enable_prealloc_rpc_cache")
  boolean enableCache() {
    lock.lock();
    boolean isIdle = table.project(ThreadTable.GetCache.INSTANCE, Access.ACQUIRE).isPresent();
    if (isIdle) {
      table.update(new ThreadTable.SetCaches(true), Access.RELEASE);
    }
    lock.unlock();
    return isIdle;
  }

  /**
   * Takes one argument page out of the cache, or turns the cache off if there is none.
   *
   * @return the page, {@link ArgumentPage#NONE} if the cache was empty; empty while a thread runs
   */
  @CFunction("thread_disable_prealloc_rpc_cache")
  Optional<ArgumentPage> disableCache() {
    lock.lock();
    Optional<List<ArgumentPage>> cache =
        table.project(ThreadTable.GetCache.INSTANCE, Access.ACQUIRE);
    Optional<ArgumentPage> taken = cache.map(this::takeFirst);
    lock.unlock();
    return taken;
  }

  private ArgumentPage takeFirst(List<ArgumentPage> cache) {
    for (int id = 0; id < cache.size(); id++) {
      if (cache.get(id).isPresent()) {
        table.update(new ThreadTable.Put(id, SecureThread.NEW), Access.RELEASE);
        return cache.get(id);
      }
    }
    table.update(new ThreadTable.SetCaches(false), Access.RELEASE);
    return ArgumentPage.NONE;
  }

  /** The argument page with a cookie, of a thread that does not run; none if there is none. */
  @CFunction("mobj_reg_shm_get_by_cookie")
  ArgumentPage argument(long cookie) {
    return table.project(new ThreadTable.GetArgument(cookie), Access.ACQUIRE);
  }

  /** Whether the virtual machine exists. */
  boolean exists() {
    return table.project(ThreadTable.GetPresence.INSTANCE, Access.ACQUIRE);
  }

  /** Creates or destroys the virtual machine. */
  void setPresence(boolean isPresent) {
    table.update(new ThreadTable.SetPresence(isPresent), Access.RELEASE);
    if (!isPresent) {
      objects.set(ObjectList.EMPTY, Access.RELEASE);
    }
  }

  // ---- objects ----

  void insert(SharedObject object) {
    objects.update(new ObjectList.Insert(object), Access.RELEASE);
  }

  void remove(long cookie, SharedObject.Kind kind) {
    objects.update(new ObjectList.Remove(cookie, kind), Access.RELEASE);
  }

  /** Makes a thread a user of an object, if there is one. */
  @CFunction("mobj_reg_shm_get_by_cookie")
  boolean use(long cookie, int thread) {
    objects.update(new ObjectList.Use(cookie, thread), Access.RELEASE);
    return objects.project(new ObjectList.IsUser(cookie, thread), Access.ACQUIRE);
  }

  /** Ends a thread's uses; returns a thread whose wait is over then, or NOBODY. */
  int endUses(int thread) {
    objects.update(new ObjectList.EndUses(thread), Access.RELEASE);
    return objects.project(ObjectList.GetReady.INSTANCE, Access.ACQUIRE);
  }

  /** Marks an object as released by a thread. */
  @CFunction("mobj_reg_shm_release_by_cookie")
  void beginRelease(long cookie, int thread) {
    objects.update(new ObjectList.Release(cookie, thread), Access.RELEASE);
  }

  /** How far the release is. If it is ready, takes the object out. */
  ObjectList.Progress tryRelease(int thread) {
    ObjectList.Progress progress =
        objects.project(new ObjectList.GetProgress(thread), Access.ACQUIRE);
    if (progress == ObjectList.Progress.READY) {
      objects.update(new ObjectList.EndRelease(thread), Access.RELEASE);
    }
    return progress;
  }

  // ---- for properties ----

  /** Whether the virtual machine exists. For properties, like the rest below. */
  public boolean isPresent() {
    return table.get().isPresent();
  }

  /** The shared-memory objects, latest first. */
  public List<SharedObject> objects() {
    return objects.get().objects();
  }

  /** The argument pages of threads that do not run at this moment. */
  public List<ArgumentPage> argumentPages() {
    return table.get().threads().stream()
        .map(SecureThread::argument)
        .filter(ArgumentPage::isPresent)
        .toList();
  }

  /** The ids of threads that wait for the guest. */
  public List<Integer> suspended() {
    return threads(SecureThread.State.SUSPENDED);
  }

  /** The machine addresses of the message pages of threads that wait for the guest. */
  public List<Long> messagePages() {
    return table.get().threads().stream()
        .filter(thread -> thread.state() == SecureThread.State.SUSPENDED)
        .map(thread -> thread.frame().address())
        .filter(address -> address != 0)
        .toList();
  }

  private List<Integer> threads(SecureThread.State state) {
    List<SecureThread> threads = table.get().threads();
    return IntStream.range(0, threads.size())
        .filter(id -> threads.get(id).state() == state)
        .boxed()
        .toList();
  }
}
