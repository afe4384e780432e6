package vcpucheck.scenarios.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.table.BufferTable.Right;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;

/**
 * The mediator's tables for one domain, without the mediator: the operations of {@link
 * TableOperation}, on any memory.
 *
 * <p>Each goes through the tables as the mediator does: it allocates before it adds, frees what it
 * is given to free, and looks into what it finds without a lock. So a search in the locked tables
 * may look into what another vCPU frees, as it may in C.
 */
public final class MediatorTables {
  private static final int NOTHING = -1;

  private final Memory memory;
  private final boolean countsUsers;
  private final StructPools structs;
  private final Tables tables;
  private final List<RefCell<StdCall>> driven = new ArrayList<>();
  private final List<IntCell> reserved = new ArrayList<>();

  /**
   * Makes empty tables.
   *
   * @param behaviour revision, limits and weakenings
   * @param vcpus how many ask, numbered from 0
   * @param cookies how many buffers, and argument pages, are in the tables at once
   */
  public MediatorTables(
      Memory memory, Variant variant, Behaviour behaviour, int vcpus, int cookies) {
    this.memory = memory;
    countsUsers = behaviour.has(Fix.RPC_USE_COUNT);
    int threads = behaviour.limits().threads();
    structs =
        StructPools.of(
            memory,
            new StructPools.Capacity(1, threads + vcpus, cookies + vcpus, cookies + vcpus),
            1,
            1);
    tables =
        variant.tables(memory, "d1.", structs, behaviour, buffer -> structs.buffers().free(buffer));
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      driven.add(memory.refCell("vcpu" + vcpu + ".call"));
      reserved.add(memory.intCell("vcpu" + vcpu + ".pages", NOTHING));
    }
  }

  /** The structs that are allocated: for properties. */
  public StructPools structs() {
    return structs;
  }

  /** The tables themselves: for what is observed at the end. */
  public Tables tables() {
    return tables;
  }

  /** Does one operation. */
  public Answer perform(TableOperation operation) {
    return operation.perform(this);
  }

  /** See {@link TableOperation.Begin}. */
  boolean begin(int vcpu) {
    return memory.call(
        () -> {
          if (driven.get(vcpu).get() != null || !tables.quota().reserveCall()) {
            return false;
          }
          StdCall call = Objects.requireNonNull(structs.calls().alloc());
          call.inFlight().set(1);
          tables.calls().insert(call);
          driven.get(vcpu).set(call);
          return true;
        });
  }

  /* The thread id is reset outside of the lock, as in C. */
  /** See {@link TableOperation.Resume}. */
  boolean resume(int vcpu, int threadId) {
    return memory.call(
        () -> {
          if (driven.get(vcpu).get() != null) {
            return false;
          }
          StdCall call = tables.calls().claim(threadId).call();
          if (call == null) {
            return false;
          }
          call.opteeThreadId().set(StdCall.NO_THREAD);
          driven.get(vcpu).set(call);
          return true;
        });
  }

  /** See {@link TableOperation.Suspend}. */
  boolean suspend(int vcpu, int threadId) {
    return memory.call(
        () -> {
          StdCall call = driven.get(vcpu).get();
          if (call == null) {
            return false;
          }
          call.opteeThreadId().set(threadId);
          tables.calls().release(call);
          driven.get(vcpu).set(null);
          return true;
        });
  }

  /** See {@link TableOperation.End}. */
  boolean end(int vcpu) {
    return memory.call(
        () -> {
          StdCall call = driven.get(vcpu).get();
          if (call == null) {
            return false;
          }
          tables.calls().releaseAndRemove(call);
          tables.quota().returnCall();
          structs.calls().free(call);
          driven.get(vcpu).set(null);
          return true;
        });
  }

  /** See {@link TableOperation.Reserve}. */
  boolean reserve(int vcpu, int pages) {
    return memory.call(
        () -> {
          if (reserved.get(vcpu).get() != NOTHING || !tables.quota().reserve(pages)) {
            return false;
          }
          reserved.get(vcpu).set(pages);
          return true;
        });
  }

  /** See {@link TableOperation.GiveBack}. */
  boolean giveBack(int vcpu) {
    return memory.call(
        () -> {
          int pages = reserved.get(vcpu).get();
          if (pages == NOTHING) {
            return false;
          }
          tables.quota().giveBack(pages);
          reserved.get(vcpu).set(NOTHING);
          return true;
        });
  }

  /** See {@link TableOperation.AddBuffer}. */
  boolean addBuffer(long cookie, int size) {
    return memory.call(
        () -> {
          ShmBuffer buffer = Objects.requireNonNull(structs.buffers().alloc());
          buffer.cookie().set(cookie);
          buffer.pageCount().set(size);
          boolean isNew = tables.buffers().insert(buffer, cookie, Right.ANY);
          if (!isNew) {
            structs.buffers().free(buffer);
          }
          return isNew;
        });
  }

  /** See {@link TableOperation.FindBuffer}. */
  Optional<Integer> findBuffer(long cookie) {
    return memory.call(
        () -> {
          ShmBuffer buffer = tables.buffers().find(cookie, Right.ANY);
          if (buffer == null) {
            return Optional.empty();
          }
          int size = buffer.pageCount().get();
          if (tables.buffers().endUse(buffer)) {
            structs.buffers().free(buffer);
          }
          return Optional.of(size);
        });
  }

  /** See {@link TableOperation.RemoveBuffer}. */
  void removeBuffer(long cookie) {
    memory.run(
        () -> {
          ShmBuffer buffer = tables.buffers().remove(cookie, Right.ANY);
          if (buffer != null) {
            structs.buffers().free(buffer);
          }
        });
  }

  /** See {@link TableOperation.AddPage}. */
  boolean addPage(long cookie, int frame) {
    return memory.call(
        () -> {
          ShmRpc page = Objects.requireNonNull(structs.rpcs().alloc());
          page.cookie().set(cookie);
          page.guestPage().set(frame);
          if (countsUsers) {
            page.users().set(1);
          }
          boolean isNew = tables.rpcs().insert(page, cookie);
          if (!isNew || tables.rpcs().endUse(page)) {
            structs.rpcs().free(page);
          }
          return isNew;
        });
  }

  /** See {@link TableOperation.FindPage}. */
  Optional<Integer> findPage(long cookie) {
    return memory.call(
        () -> {
          ShmRpc page = tables.rpcs().find(cookie);
          if (page == null) {
            return Optional.empty();
          }
          int frame = page.guestPage().get();
          if (tables.rpcs().endUse(page)) {
            structs.rpcs().free(page);
          }
          return Optional.of(frame);
        });
  }

  /** See {@link TableOperation.RemovePage}. */
  void removePage(long cookie) {
    memory.run(
        () -> {
          ShmRpc page = tables.rpcs().remove(cookie);
          if (page != null) {
            structs.rpcs().free(page);
          }
        });
  }
}
