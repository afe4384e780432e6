package vcpucheck.checker.cases;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** Objects that are used when they are gone, and references that are never given back. */
final class LifetimeCases {
  private LifetimeCases() {}

  static Stream<DefectiveCode> all() {
    String freed = "(use after|double) free: .* which is not allocated at that moment";
    return Stream.of(
        new DefectiveCode(
            "revived object", "no-panic", "not on the active list", LifetimeCases::revived),
        new DefectiveCode(
            "look-up of a dying object", "memory-safety", freed, LifetimeCases::lookedUp),
        new DefectiveCode("killed client", "memory-safety", freed, LifetimeCases::killedClient),
        new DefectiveCode("closed while read", "memory-safety", freed, LifetimeCases::closed),
        new DefectiveCode(
            "pointer tested outside of the lock",
            "null-dereference",
            "the structure is gone",
            LifetimeCases::testedOutside),
        new DefectiveCode(
            "reference after the clean-up",
            "no-zombie",
            "references at the end: 1",
            LifetimeCases::zombie),
        new DefectiveCode(
            "listed page without a reference",
            "no-panic",
            "no reference to a listed page",
            LifetimeCases::listedPage));
  }

  /** An object in an array of which the position says nothing. */
  private record Shared(IntCell list, IntCell users, RefCount references) {
    static final int ACTIVE = 1;
    static final int INACTIVE = 2;

    static Shared in(Cells cells) {
      return new Shared(
          cells.intCell("list", 0), cells.intCell("users", 0), RefCount.of(cells, "references", 0));
    }
  }

  /** What the vCPUs of {@link #revived} share. */
  private record Registry(
      Memory memory, boolean isFixed, SpinLock lock, Slab<Shared> slab, RefCell<Shared> listed) {
    /** A look-up by number: the object, with a reference to it. */
    @Nullable Shared get() {
      return memory.call(
          () -> {
            lock.lock();
            @Nullable Shared object = listed.get();
            if (object != null) {
              boolean isActive = object.list().get() == Shared.ACTIVE;
              if (!isActive || !object.references().incrementUnlessZero()) {
                object.references().count().set(1, Access.OPAQUE);
                object.list().set(Shared.ACTIVE);
                if (isFixed) {
                  object.users().set(object.users().get() + 1);
                }
              }
            }
            lock.unlock();
            return object;
          });
    }

    void put(Shared object) {
      if (object.references().decrementAndTest()) {
        lock.lock();
        deactivate(object);
        lock.unlock();
      }
    }

    private void deactivate(Shared object) {
      if (object.references().count().get(Access.OPAQUE) == 0) {
        boolean isActive = object.list().get() == Shared.ACTIVE;
        memory.expect(isFixed || isActive, "no-panic", "not on the active list");
        if (isActive) {
          object.list().set(Shared.INACTIVE);
        }
      }
      if (isFixed) {
        memory.expect(object.users().get() > 0, "no-panic", "no users");
        object.users().set(object.users().get() - 1);
      }
    }

    void reclaim() {
      lock.lock();
      @Nullable Shared object = listed.get();
      if (object != null
          && object.list().get() == Shared.INACTIVE
          && (!isFixed || object.users().get() == 0)) {
        listed.set(null);
        slab.free(object);
      }
      lock.unlock();
    }
  }

  /** Between the last put and its deactivation, a look-up takes the object back to life. */
  private static Program revived(Memory memory, boolean isFixed) {
    Slab<Shared> slab = memory.slab("object", 1, Shared::in);
    Registry registry =
        new Registry(memory, isFixed, memory.spinLock("lock"), slab, memory.refCell("objects"));
    IntCell ready = memory.intCell("ready");
    return Program.builder()
        .vcpu(
            "creator",
            () -> {
              Shared object = Objects.requireNonNull(slab.alloc());
              object.references().count().set(1, Access.OPAQUE);
              object.list().set(Shared.ACTIVE);
              object.users().set(1);
              registry.listed().set(object);
              ready.set(1, Access.RELEASE);
              registry.put(object);
            })
        .vcpu(
            "user",
            () -> {
              ready.await(1);
              @Nullable Shared object = registry.get();
              if (object != null) {
                registry.put(object);
              }
            })
        .vcpu(
            "reclaimer",
            () -> {
              ready.await(1);
              registry.reclaim();
            })
        .properties(Property.noDataRace())
        .build();
  }

  /** A count falls to zero outside of the lock under which it may be raised again. */
  private static Program lookedUp(Memory memory, boolean isFixed) {
    Slab<RefCount> slab = memory.slab("buffer", 1, cells -> RefCount.of(cells, "references", 1));
    RefCell<RefCount> numbered = memory.refCell("numbered");
    SpinLock mutex = memory.spinLock("mutex");
    IntCell ready = memory.intCell("ready");
    Put put = buffer -> putBuffer(isFixed, mutex, numbered, slab, buffer);
    return Program.builder()
        .vcpu(
            "close",
            () -> {
              RefCount buffer = Objects.requireNonNull(slab.alloc());
              numbered.set(buffer);
              ready.set(1, Access.RELEASE);
              put.accept(buffer);
            })
        .vcpu(
            "invoke",
            () -> {
              ready.await(1);
              mutex.lock();
              @Nullable RefCount found = numbered.get();
              if (found != null) {
                found.increment();
              }
              mutex.unlock();
              if (found != null) {
                put.accept(found);
              }
            })
        .properties(Property.noDataRace(), Property.noLeak(slab))
        .build();
  }

  private static void putBuffer(
      boolean isFixed,
      SpinLock mutex,
      RefCell<RefCount> numbered,
      Slab<RefCount> slab,
      RefCount buffer) {
    if (isFixed) {
      mutex.lock();
    }
    boolean isLast = buffer.decrementAndTest();
    if (!isFixed && isLast) {
      mutex.lock();
    }
    if (isLast) {
      numbered.set(null);
    }
    if (isFixed || isLast) {
      mutex.unlock();
    }
    if (isLast) {
      slab.free(buffer);
    }
  }

  /** Gives a reference back. */
  @FunctionalInterface
  private interface Put {
    void accept(RefCount buffer);
  }

  /** A client's question to a server. */
  private record Request(IntCell answer, IntCell done) {
    static Request in(Cells cells) {
      return new Request(cells.intCell("answer"), cells.intCell("done"));
    }
  }

  /** A client that is killed frees a request that the server works on. */
  private static Program killedClient(Memory memory, boolean isFixed) {
    Slab<Request> slab = memory.slab("request", 1, Request::in);
    SpinLock mutex = memory.spinLock("mutex");
    RefCell<Request> queue = memory.refCell("queue");
    RefCell<Request> numbered = memory.refCell("numbered");
    IntCell posted = memory.intCell("posted");
    return Program.builder()
        .vcpu(
            "client",
            () -> {
              Request request = Objects.requireNonNull(slab.alloc());
              mutex.lock();
              queue.set(request);
              mutex.unlock();
              posted.set(1, Access.RELEASE);
              if (memory.choose("the client is killed", 2) == 0) {
                request.done().await(1);
              }
              mutex.lock();
              if (request.equals(queue.get())) {
                queue.set(null);
              }
              if (isFixed && request.equals(numbered.get())) {
                numbered.set(null);
              }
              mutex.unlock();
              slab.free(request);
            })
        .vcpu("server", () -> serve(memory, isFixed, posted, mutex, queue, numbered))
        .properties(Property.noDataRace(), Property.noLeak(slab))
        .build();
  }

  private static void serve(
      Memory memory,
      boolean isFixed,
      IntCell posted,
      SpinLock mutex,
      RefCell<Request> queue,
      RefCell<Request> numbered) {
    posted.await(1);
    mutex.lock();
    @Nullable Request taken = queue.get();
    queue.set(null);
    numbered.set(taken);
    mutex.unlock();
    mutex.lock();
    @Nullable Request request = memory.call(numbered::get);
    numbered.set(null);
    if (!isFixed) {
      mutex.unlock();
    }
    if (request != null) {
      request.answer().set(2);
      request.done().set(1, Access.RELEASE);
    }
    if (isFixed) {
      mutex.unlock();
    }
  }

  /** A handle is freed while another vCPU reads through it. */
  private static Program closed(Memory memory, boolean isFixed) {
    Slab<Request> slab = memory.slab("handle", 1, Request::in);
    RefCell<Request> open = memory.refCell("open");
    SpinLock mutex = memory.spinLock("mutex");
    IntCell ready = memory.intCell("ready");
    return Program.builder()
        .vcpu(
            "close",
            () -> {
              Request handle = Objects.requireNonNull(slab.alloc());
              open.set(handle, Access.OPAQUE);
              ready.set(1, Access.RELEASE);
              if (isFixed) {
                mutex.lock();
                open.set(null, Access.OPAQUE);
                slab.free(handle);
                mutex.unlock();
              } else {
                slab.free(handle);
                open.set(null, Access.OPAQUE);
              }
            })
        .vcpu(
            "read",
            () -> {
              ready.await(1);
              mutex.lock();
              @Nullable Request handle = open.get(Access.OPAQUE);
              if (handle != null) {
                handle.answer().get();
              }
              mutex.unlock();
            })
        .properties(Property.noDataRace(), Property.noLeak(slab))
        .build();
  }

  /** Whether there is a structure is asked before the lock is taken under which it may go. */
  private static Program testedOutside(Memory memory, boolean isFixed) {
    Slab<RefCount> slab = memory.slab("queues", 1, cells -> RefCount.of(cells, "pages", 0));
    RefCell<RefCount> queues = memory.refCell("queues");
    SpinLock lock = memory.spinLock("event_lock");
    IntCell ready = memory.intCell("ready");
    return Program.builder()
        .vcpu(
            "expand",
            () -> {
              queues.set(Objects.requireNonNull(slab.alloc()), Access.RELEASE);
              ready.set(1, Access.RELEASE);
              if (!isFixed && queues.get(Access.OPAQUE) == null) {
                return;
              }
              lock.lock();
              @Nullable RefCount found = queues.get(Access.OPAQUE);
              memory.expect(isFixed || found != null, "null-dereference", "the structure is gone");
              if (found != null) {
                found.increment();
              }
              lock.unlock();
            })
        .vcpu(
            "reset",
            () -> {
              ready.await(1);
              lock.lock();
              @Nullable RefCount found = queues.get(Access.OPAQUE);
              queues.set(null, Access.OPAQUE);
              if (found != null) {
                slab.free(found);
              }
              lock.unlock();
            })
        .properties(Property.noDataRace(), Property.noLeak(slab))
        .build();
  }

  /** A dying domain is put into a table that has been cleared of it. */
  private static Program zombie(Memory memory, boolean isFixed) {
    SpinLock lock = memory.spinLock("handlers_lock");
    RefCount domain = RefCount.of(memory, "references", 1);
    IntCell dying = memory.intCell("dying");
    IntCell handler = memory.intCell("handler");
    return Program.builder()
        .vcpu(
            "set_handler",
            () -> {
              if (domain.incrementUnlessZero()) {
                lock.lock();
                boolean isRefused = isFixed && dying.get(Access.OPAQUE) == 1;
                if (!isRefused) {
                  handler.set(1);
                }
                lock.unlock();
                if (isRefused) {
                  domain.decrementAndTest();
                }
              }
            })
        .vcpu(
            "kill",
            () -> {
              dying.set(1, Access.OPAQUE);
              lock.lock();
              boolean isHandler = handler.get() == 1;
              handler.set(0);
              lock.unlock();
              if (isHandler) {
                domain.decrementAndTest();
              }
              domain.decrementAndTest();
            })
        .properties(Property.noDataRace(), noReferences("no-zombie", domain))
        .build();
  }

  private static Property noReferences(String name, RefCount object) {
    return Property.atEnd(
        name,
        DefectiveCode.unless(
            () -> object.count().get() == 0,
            () -> "references at the end: " + object.count().get()));
  }

  /** Teardown insists on a reference to each listed page; its last owner has yet to unlink it. */
  private static Program listedPage(Memory memory, boolean isFixed) {
    SpinLock lock = memory.spinLock("page_lock");
    RefCount page = RefCount.of(memory, "references", 1);
    IntCell allocated = memory.intCell("allocated", 1);
    IntCell listed = memory.intCell("listed", 1);
    Runnable put = () -> putPage(page, lock, listed);
    Runnable release =
        () -> {
          if (allocated.getAndSet(0) == 1) {
            put.run();
          }
          put.run();
        };
    return Program.of(
        List.of(
            Vcpu.of(
                "decrease",
                () -> {
                  if (page.incrementUnlessZero()) {
                    release.run();
                  }
                }),
            Vcpu.of(
                "teardown",
                () -> {
                  lock.lock();
                  boolean isListed = listed.get() == 1;
                  boolean isTaken = isListed && page.incrementUnlessZero();
                  boolean isWrong = isListed && !isTaken && !isFixed;
                  memory.expect(!isWrong, "no-panic", "no reference to a listed page");
                  lock.unlock();
                  if (isTaken) {
                    release.run();
                  }
                })),
        Property.noDataRace(),
        noReferences("freed", page));
  }

  private static void putPage(RefCount page, SpinLock lock, IntCell listed) {
    if (page.decrementAndTest()) {
      lock.lock();
      listed.set(0);
      lock.unlock();
    }
  }
}
