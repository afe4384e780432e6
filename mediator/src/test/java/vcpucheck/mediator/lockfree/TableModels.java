package vcpucheck.mediator.lockfree;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.table.BufferTable;
import vcpucheck.mediator.table.BufferTable.Right;
import vcpucheck.mediator.table.CallTable;
import vcpucheck.mediator.table.Quota;
import vcpucheck.mediator.table.RpcTable;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmBuffer.Kind;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;

/** Two or three vCPUs on the tables alone. */
final class TableModels {
  private static final long COOKIE = 7;
  private static final long OTHER = 9;

  /** The tables of one domain, and what vCPUs do with them. */
  private record World(Memory memory, StructPools structs, Tables tables) {
    static World of(Memory memory, Behaviour behaviour, int capacity) {
      StructPools structs =
          StructPools.of(memory, new StructPools.Capacity(1, capacity, capacity, capacity), 1, 1);
      Tables tables =
          LockFreeTables.make(
              memory, "d1.", structs, behaviour, buffer -> structs.buffers().free(buffer));
      return new World(memory, structs, tables);
    }

    BufferTable buffers() {
      return tables.buffers();
    }

    /** Allocates, fills and inserts; frees again if the cookie is taken. */
    boolean register(long cookie) {
      return memory.call(
          () -> {
            ShmBuffer buffer = Objects.requireNonNull(structs.buffers().alloc());
            buffer.cookie().set(cookie);
            boolean isNew = buffers().insert(buffer, cookie, Right.ANY);
            if (!isNew) {
              structs.buffers().free(buffer);
            }
            return isNew;
          });
    }

    /** Removes and frees; says whether it was there. */
    boolean unregister(long cookie, Right right) {
      return memory.call(
          () -> {
            ShmBuffer buffer = buffers().remove(cookie, right);
            if (buffer != null) {
              structs.buffers().free(buffer);
            }
            return buffer != null;
          });
    }

    /** Finds, looks at what was found, and ends that use. */
    boolean use(long cookie) {
      return memory.call(
          () -> {
            ShmBuffer buffer = buffers().find(cookie, Right.ANY);
            if (buffer == null) {
              return false;
            }
            memory.expect(
                buffer.cookie().get() == cookie,
                "right-buffer",
                "a search finds a buffer with another cookie");
            if (buffers().endUse(buffer)) {
              structs.buffers().free(buffer);
            }
            return true;
          });
    }

    void useRpc(long cookie) {
      memory.run(
          () -> {
            ShmRpc rpc = tables.rpcs().find(cookie);
            if (rpc != null) {
              memory.expect(rpc.cookie().get() == cookie, "right-page", "another page is found");
              endUse(rpc);
            }
          });
    }

    void endUse(ShmRpc rpc) {
      if (tables.rpcs().endUse(rpc)) {
        structs.rpcs().free(rpc);
      }
    }
  }

  private TableModels() {}

  private static Property atEnd(String name, IntCell cell, int expected) {
    return Property.atEnd(name, () -> equal(cell.get(), expected));
  }

  private static Optional<String> equal(int got, int expected) {
    return got == expected
        ? Optional.empty()
        : Optional.of("there are " + got + " instead of " + expected);
  }

  private static int allocated(Slab<?> slab) {
    int count = 0;
    for (int index = 0; index < slab.capacity(); index++) {
      count += isAllocated(slab, index) ? 1 : 0;
    }
    return count;
  }

  private static <T> boolean isAllocated(Slab<T> slab, int index) {
    return slab.isAllocated(slab.slot(index));
  }

  /* What is allocated at the end is what is listed: nothing leaks, nothing is lost. */
  private static Property balanced(World world) {
    return Property.atEnd(
        "balanced",
        () -> equal(allocated(world.structs().buffers()), world.buffers().snapshot().size()));
  }

  /* Cookies are unique among the buffers that are listed. */
  private static Property unique(World world) {
    return Property.always(
        "unique-cookies",
        () -> {
          List<ShmBuffer> buffers = world.buffers().snapshot();
          long cookies = buffers.stream().map(buffer -> buffer.cookie().get()).distinct().count();
          return equal((int) cookies, buffers.size());
        });
  }

  /** Every vCPU registers the same cookie: one succeeds. */
  static Program sameCookie(Memory memory, Behaviour behaviour, int vcpus) {
    World world = World.of(memory, behaviour, vcpus);
    IntCell registered = memory.intCell("registered", 0);
    Runnable register =
        () -> {
          if (world.register(COOKIE)) {
            registered.add(1);
          }
        };
    List<Vcpu<?>> programs =
        IntStream.range(0, vcpus)
            .<Vcpu<?>>mapToObj(number -> Vcpu.of("register " + number, register))
            .toList();
    return new Program(
        programs,
        List.of(
            atEnd("one-registration", registered, 1),
            unique(world),
            balanced(world),
            Property.noDataRace(),
            Property.lockFree()),
        0);
  }

  /** One registers a cookie that another frees, and one registers it too: no spurious refusal. */
  static Program registerAndFree(Memory memory, Behaviour behaviour) {
    World world = World.of(memory, behaviour, 3);
    world.register(COOKIE);
    IntCell isFree = memory.intCell("is free", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "free",
                () -> {
                  memory.expect(
                      world.unregister(COOKIE, Right.ANY), "found", "the cookie is not found");
                  isFree.set(1, Access.RELEASE);
                }),
            Vcpu.of(
                "register",
                () -> {
                  boolean wasFree = isFree.get(Access.ACQUIRE) == 1;
                  memory.expect(
                      world.register(COOKIE) || !wasFree,
                      "no-spurious-refusal",
                      "a free cookie is refused");
                }),
            Vcpu.of("register other", () -> world.register(OTHER))),
        unique(world),
        balanced(world),
        Property.noDataRace(),
        Property.lockFree());
  }

  /** Finds and uses while another removes, and one more finds. */
  static Program useAndRemove(Memory memory, Behaviour behaviour, int users) {
    World world = World.of(memory, behaviour, 1);
    world.register(COOKIE);
    List<Vcpu<?>> programs = new ArrayList<>();
    programs.add(Vcpu.of("remove", () -> world.unregister(COOKIE, Right.ANY)));
    for (int user = 0; user < users; user++) {
      programs.add(Vcpu.of("use " + user, () -> world.use(COOKIE)));
    }
    return new Program(
        programs,
        List.of(
            Property.noLeak(world.structs().buffers()), Property.noDataRace(), Property.lockFree()),
        0);
  }

  /** Finds while another frees and takes the same struct for other cookies, so often. */
  static Program reuse(Memory memory, Behaviour behaviour, int times) {
    World world = World.of(memory, behaviour, 1);
    world.register(COOKIE);
    return Program.of(
        List.of(
            Vcpu.of("use", () -> world.use(COOKIE)),
            Vcpu.of(
                "reuse",
                () -> {
                  for (int turn = 0; turn < times; turn++) {
                    if (world.unregister(COOKIE + turn, Right.ANY)) {
                      world.register(COOKIE + turn + 1);
                    }
                  }
                })),
        balanced(world),
        Property.noDataRace(),
        Property.lockFree());
  }

  /** Two remove what only one has a right to, while a third confirms it. */
  static Program rights(Memory memory, Behaviour behaviour) {
    World world = World.of(memory, behaviour, 1);
    world.register(COOKIE);
    Right registered = buffer -> buffer.kind().get(Access.OPAQUE) == Kind.REGISTERED;
    return Program.of(
        List.of(
            Vcpu.of("unregister", () -> world.unregister(COOKIE, registered)),
            Vcpu.of(
                "confirm",
                () -> {
                  ShmBuffer buffer = world.buffers().find(COOKIE, Right.ANY);
                  if (buffer != null) {
                    buffer.kind().set(Kind.REGISTERED, Access.RELEASE);
                    if (world.buffers().endUse(buffer)) {
                      world.structs().buffers().free(buffer);
                    }
                  }
                }),
            Vcpu.of("remove", () -> world.unregister(COOKIE, Right.ANY))),
        Property.noLeak(world.structs().buffers()),
        Property.noDataRace(),
        Property.lockFree());
  }

  /** An argument page is made, used by its maker, used by another and removed by a third. */
  static Program rpcPages(Memory memory, Behaviour behaviour) {
    World world = World.of(memory, behaviour, 2);
    RpcTable rpcs = world.tables().rpcs();
    return Program.of(
        List.of(
            Vcpu.of(
                "make",
                () -> {
                  ShmRpc rpc = Objects.requireNonNull(world.structs().rpcs().alloc());
                  rpc.cookie().set(COOKIE);
                  if (rpcs.insert(rpc, COOKIE)) {
                    rpc.gfn().set(1);
                    world.endUse(rpc);
                  }
                }),
            Vcpu.of("use", () -> world.useRpc(COOKIE)),
            Vcpu.of(
                "remove",
                () -> {
                  ShmRpc rpc = rpcs.remove(COOKIE);
                  if (rpc != null) {
                    world.structs().rpcs().free(rpc);
                  }
                })),
        Property.atEnd(
            "balanced", () -> equal(allocated(world.structs().rpcs()), rpcs.snapshot().size())),
        Property.noDataRace(),
        Property.lockFree());
  }

  /** So many resume one call; each that gets it puts it back with another thread id. */
  static Program claims(Memory memory, Behaviour behaviour, int vcpus) {
    World world = World.of(memory, behaviour, 1);
    CallTable calls = world.tables().calls();
    StdCall call = Objects.requireNonNull(world.structs().calls().alloc());
    calls.insert(call);
    call.opteeThreadId().set(1);
    calls.release(call);
    IntCell claims = memory.intCell("claims", 0);
    Runnable resume =
        () -> {
          StdCall claimed = calls.claim(1).call();
          if (claimed != null) {
            memory.expect(claimed.inFlight().get() == 1, "single-driver", "two vCPUs drive a call");
            claimed.opteeThreadId().set(2);
            claims.add(1);
            calls.release(claimed);
          }
        };
    List<Vcpu<?>> programs =
        IntStream.range(0, vcpus)
            .<Vcpu<?>>mapToObj(number -> Vcpu.of("resume " + number, resume))
            .toList();
    return new Program(
        programs,
        List.of(atEnd("one-claim", claims, 1), Property.noDataRace(), Property.lockFree()),
        0);
  }

  /** A call ends while it is resumed by its thread id and by that of no call; S28. */
  static Program endAndClaim(Memory memory, Behaviour behaviour) {
    World world = World.of(memory, behaviour, 1);
    CallTable calls = world.tables().calls();
    StdCall call = Objects.requireNonNull(world.structs().calls().alloc());
    calls.insert(call);
    return Program.of(
        List.of(
            Vcpu.of(
                "end",
                () -> {
                  calls.release(call);
                  calls.remove(call);
                  world.structs().calls().free(call);
                }),
            Vcpu.of(
                "resume",
                () ->
                    memory.expect(
                        calls.claim(StdCall.NO_THREAD).call() == null,
                        "single-driver",
                        "a call that ends is resumed"))),
        Property.noLeak(world.structs().calls()),
        Property.noDataRace(),
        Property.lockFree());
  }

  /** Two registrations that fit together, and one that does not fit at all. */
  static Program edge(Memory memory, Behaviour behaviour) {
    Quota quota = World.of(memory, behaviour, 1).tables().quota();
    IntCell admitted = memory.intCell("admitted", 0);
    Runnable fitting =
        () -> {
          if (quota.reserve(2)) {
            admitted.add(1);
          }
        };
    return Program.of(
        List.of(
            Vcpu.of("fits", fitting),
            Vcpu.of("fits too", fitting),
            Vcpu.of("too large", () -> memory.expect(!quota.reserve(5), "refused", "admitted"))),
        Property.always(
            "within-limits",
            () ->
                quota.buffers() <= 2 && quota.pages() < 5
                    ? Optional.empty()
                    : Optional.of("more is counted than may be")),
        atEnd("both-fit", admitted, 2),
        Property.noDataRace(),
        Property.lockFree());
  }

  /** Two registrations of which only one fits; the one that fits is given back. */
  static Program lastPlace(Memory memory, Behaviour behaviour) {
    Quota quota = World.of(memory, behaviour, 1).tables().quota();
    quota.reserve(1);
    IntCell inside = memory.intCell("inside", 0);
    Runnable visit =
        () -> {
          if (quota.reserve(1)) {
            inside.add(1);
            inside.add(-1);
            quota.giveBack(1);
          }
        };
    return Program.of(
        List.of(Vcpu.of("one", visit), Vcpu.of("two", visit), Vcpu.of("three", visit)),
        Property.always(
            "one-inside",
            () -> inside.get() <= 1 ? Optional.empty() : Optional.of("two are admitted")),
        Property.atEnd("given-back", () -> equal(quota.pages(), 1)),
        Property.noDataRace(),
        Property.lockFree());
  }
}
