package vcpucheck.mediator.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.BufferTable.Right;

/** What all tables do, whatever their variant: natively, and in a model of one vCPU. */
abstract class TableContract {
  /** Two threads, two buffers, and pages below five. */
  static final Behaviour XEN = Behaviour.of(Revision.XEN_4_22, new Limits(2, 2, 3, 5, 2));

  /** Makes the tables that are tested. */
  abstract Tables tables(Memory memory, StructPools structs);

  /** Tables, the structs to put in them, and a check. */
  record Fixture(Memory memory, Tables tables, StructPools structs) {
    void check(@Nullable Object expected, @Nullable Object got) {
      memory.expect(
          Objects.equals(expected, got), "contract", "expected " + expected + ", got " + got);
    }

    ShmBuffer buffer(long cookie) {
      ShmBuffer buffer = Objects.requireNonNull(structs.buffers().alloc());
      buffer.cookie().set(cookie);
      return buffer;
    }

    ShmRpc rpc() {
      return Objects.requireNonNull(structs.rpcs().alloc());
    }

    StdCall call(int threadId) {
      StdCall call = Objects.requireNonNull(structs.calls().alloc());
      call.inFlight().set(1);
      tables.calls().insert(call);
      call.opteeThreadId().set(threadId);
      tables.calls().release(call);
      return call;
    }
  }

  private enum Rule implements BiConsumer<Fixture, Tables> {
    THE_OLDEST_CALL_IS_CLAIMED {
      @Override
      public void accept(Fixture f, Tables tables) {
        StdCall older = f.call(1);
        StdCall newer = f.call(1);
        f.check(older, tables.calls().first());
        f.check(new CallTable.Claim(older, false), tables.calls().claim(1));
        older.opteeThreadId().set(StdCall.NO_THREAD);
        f.check(new CallTable.Claim(newer, false), tables.calls().claim(1));
        newer.opteeThreadId().set(StdCall.NO_THREAD);
        f.check(new CallTable.Claim(null, false), tables.calls().claim(1));
        f.check(new CallTable.Claim(null, true), tables.calls().claim(StdCall.NO_THREAD));
        tables.calls().releaseAndRemove(older);
        f.check(newer, tables.calls().first());
      }
    },
    A_CALL_KEEPS_ITS_AGE_WHEN_IT_IS_PUT {
      @Override
      public void accept(Fixture f, Tables tables) {
        StdCall older = f.call(1);
        StdCall newer = f.call(2);
        f.check(older, tables.calls().claim(1).call());
        tables.calls().release(older);
        f.check(older, tables.calls().first());
        tables.calls().remove(older);
        f.check(newer, tables.calls().first());
        f.check(newer, tables.calls().claim(2).call());
      }
    },
    AN_IDLE_CALL_CAN_BE_TAKEN_OUT {
      @Override
      public void accept(Fixture f, Tables tables) {
        StdCall call = f.call(1);
        f.check(call, tables.calls().claim(1).call());
        f.check(false, tables.calls().removeIdle(call));
        f.check(call, tables.calls().first());
        tables.calls().release(call);
        f.check(true, tables.calls().removeIdle(call));
        f.check(null, tables.calls().first());
        f.check(new CallTable.Claim(null, false), tables.calls().claim(1));
        StdCall next = f.call(2);
        f.check(next, tables.calls().claim(2).call());
        tables.calls().remove(next);
        f.check(1, next.inFlight().get());
        tables.calls().releaseRemoved(next);
        f.check(0, next.inFlight().get());
      }
    },
    A_PAGE_WITH_A_COOKIE_IS_THERE_ONCE {
      @Override
      public void accept(Fixture f, Tables tables) {
        ShmRpc rpc = f.rpc();
        f.check(true, tables.rpcs().insert(rpc, 0));
        f.check(false, tables.rpcs().endUse(rpc));
        f.check(false, tables.rpcs().insert(f.rpc(), 0));
        f.check(rpc, tables.rpcs().first());
        f.check(rpc, tables.rpcs().find(0));
        f.check(false, tables.rpcs().endUse(rpc));
        f.check(null, tables.rpcs().find(5));
        f.check(rpc, tables.rpcs().remove(0));
        f.check(null, tables.rpcs().remove(0));
        f.check(null, tables.rpcs().first());
      }
    },
    BUFFERS_ARE_LISTED_BY_AGE {
      @Override
      public void accept(Fixture f, Tables tables) {
        ShmBuffer one = f.buffer(7);
        ShmBuffer two = f.buffer(-8);
        f.check(true, tables.buffers().insert(two, -8, Right.ANY));
        f.check(true, tables.buffers().insert(one, 7, Right.ANY));
        f.check(two, tables.buffers().first());
        f.check(two, tables.buffers().remove(-8, Right.ANY));
        f.check(true, tables.buffers().insert(two, -8, Right.ANY));
        f.check(one, tables.buffers().first());
        f.check(one, tables.buffers().removeAny(Right.ANY));
        f.check(two, tables.buffers().removeAny(Right.ANY));
        f.check(null, tables.buffers().removeAny(Right.ANY));
      }
    },
    ONLY_WHAT_A_RIGHT_COVERS_IS_FOUND {
      @Override
      public void accept(Fixture f, Tables tables) {
        ShmBuffer buffer = f.buffer(7);
        f.check(true, tables.buffers().insert(buffer, 7, Right.ANY));
        f.check(null, tables.buffers().find(7, Right.NONE));
        f.check(null, tables.buffers().remove(7, Right.NONE));
        f.check(null, tables.buffers().removeAny(Right.NONE));
        f.check(buffer, tables.buffers().find(7, one -> one == buffer));
        f.check(false, tables.buffers().endUse(buffer));
        f.check(buffer, tables.buffers().remove(7, one -> one == buffer));
      }
    },
    A_DISOWNED_BUFFER_STAYS_AND_LEAVES_ITS_COOKIE {
      @Override
      public void accept(Fixture f, Tables tables) {
        Right named = buffer -> buffer.kind().get() != ShmBuffer.Kind.ORPHAN;
        ShmBuffer orphan = f.buffer(7);
        ShmBuffer next = f.buffer(7);
        f.check(true, tables.buffers().insert(orphan, 7, named));
        f.check(false, tables.buffers().insert(next, 7, named));
        tables.buffers().disown(7, named);
        f.check(null, tables.buffers().find(7, named));
        f.check(true, tables.buffers().insert(next, 7, named));
        f.check(next, tables.buffers().remove(7, named));
        f.check(orphan, tables.buffers().removeAny(Right.ANY));
      }
    },
    A_RESERVATION_IS_WHOLE_OR_NOTHING {
      @Override
      public void accept(Fixture f, Tables tables) {
        Quota quota = tables.quota();
        f.check(true, quota.reserve(2));
        f.check(false, quota.reserve(3));
        f.check(true, quota.reserve(2));
        f.check(false, quota.reserve(0));
        f.check(List.of(2, 4), List.of(quota.buffers(), quota.pages()));
        quota.giveBack(2);
        f.check(List.of(1, 2), List.of(quota.buffers(), quota.pages()));
        f.check(true, quota.reserveCall());
        f.check(true, quota.reserveCall());
        f.check(false, quota.reserveCall());
        quota.returnCall();
        f.check(1, quota.calls());
        quota.reset();
        f.check(List.of(0, 0, 0), List.of(quota.calls(), quota.buffers(), quota.pages()));
      }
    }
  }

  private Fixture fixture(Memory memory) {
    StructPools structs = StructPools.of(memory, new StructPools.Capacity(1, 2, 2, 2), 1, 3);
    return new Fixture(memory, tables(memory, structs), structs);
  }

  @TestFactory
  List<DynamicTest> natively() {
    return List.of(Rule.values()).stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.toString(),
                    () -> {
                      Fixture fixture = fixture(NativeMemory.create());
                      rule.accept(fixture, fixture.tables());
                    }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> explored() {
    return List.of(Rule.values()).stream()
        .map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> explore(rule)))
        .toList();
  }

  private void explore(Rule rule) {
    Model model =
        memory -> {
          Fixture fixture = fixture(memory);
          return Program.of(List.of(Vcpu.of("rule", () -> rule.accept(fixture, fixture.tables()))));
        };
    Verdict verdict = Checker.of(model).run().verdict();
    assertInstanceOf(Verdict.Verified.class, verdict, verdict::toString);
  }

  @TestFactory
  List<DynamicTest> snapshots() {
    return List.of(
        DynamicTest.dynamicTest(
            "oldest first",
            () -> {
              Fixture f = fixture(NativeMemory.create());
              StdCall one = f.call(2);
              StdCall two = f.call(1);
              ShmBuffer buffer = f.buffer(1);
              f.tables().buffers().insert(buffer, 1, Right.ANY);
              assertEquals(List.of(one, two), f.tables().calls().snapshot());
              assertEquals(List.of(buffer), f.tables().buffers().snapshot());
              assertEquals(List.of(), f.tables().rpcs().snapshot());
              ShmRpc rpc = f.rpc();
              f.tables().rpcs().insert(rpc, 0);
              assertEquals(List.of(rpc), f.tables().rpcs().snapshot());
            }));
  }
}
