package vcpucheck.checker.oracle;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.oracle.TangledModel.Node;
import vcpucheck.checker.oracle.TangledModel.Shared;

/** One statement of a {@link TangledModel}. On a null pointer, a statement does nothing. */
sealed interface Tangle {
  /** What a vCPU remembers: a digest and a pointer. */
  record Registers(int sum, @Nullable Node node) {
    private static final int MODULUS = 5;
    static final Registers EMPTY = new Registers(0, null);

    Registers observe(long value) {
      return new Registers((int) Math.floorMod(2L * sum + value + 1, (long) MODULUS), node);
    }

    Registers with(@Nullable Node newNode) {
      return new Registers(sum, newNode);
    }
  }

  /** Runs the statement. */
  Registers run(Shared shared, Registers registers);

  /** Runs statements one after the other. */
  static Registers runAll(List<Tangle> statements, Shared shared, Registers registers) {
    Registers current = registers;
    for (Tangle statement : statements) {
      current = statement.run(shared, current);
    }
    return current;
  }

  /** What is done to a cell. */
  enum Kind {
    LOAD,
    STORE,
    COMPARE_AND_SET,
    SWAP,
    AWAIT
  }

  /** An operation on a cell; cell -1 is the data of the node pointed to. */
  record OnCell(Kind kind, int cell, int value, boolean plain) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      Node node = registers.node();
      if (cell < 0 && node == null) {
        return registers;
      }
      IntCell target = node != null && cell < 0 ? node.data() : shared.cells().get(cell);
      Access access = plain ? Access.PLAIN : Access.OPAQUE;
      switch (kind) {
        case LOAD -> {
          return registers.observe(target.get(access));
        }
        case STORE -> target.set(value, access);
        case COMPARE_AND_SET -> {
          return registers.observe(
              target.compareAndSet(value, (value + 1) % 3, Access.OPAQUE) ? 1 : 0);
        }
        case SWAP -> {
          return registers.observe(target.getAndSet(value, Access.OPAQUE));
        }
        case AWAIT -> target.await(value);
      }
      return registers;
    }
  }

  /** How a lock comes and goes. */
  enum How {
    PLAIN,
    TRY,
    /** Released early if what was observed before is even. */
    EARLY,
    /** Never released if what was observed is one value in five. */
    FORGOTTEN
  }

  /** A critical section; lock -1 is that of the node pointed to. */
  record Locked(How how, int lock, List<Tangle> body) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      Node node = registers.node();
      if (lock < 0 && node == null) {
        return registers;
      }
      SpinLock target = node != null && lock < 0 ? node.lock() : shared.locks().get(lock);
      if (how == How.TRY) {
        if (!target.tryLock()) {
          return registers.observe(0);
        }
      } else {
        target.lock();
      }
      if (how == How.EARLY && registers.sum() % 2 == 0) {
        target.unlock();
        return runAll(body, shared, registers);
      }
      Registers after = runAll(body, shared, registers);
      if (how != How.FORGOTTEN || after.sum() != 1) {
        target.unlock();
      }
      return after;
    }
  }

  /** Two locks, hand over hand: the first is released while the second is held. */
  record HandOver(
      int first, int second, List<Tangle> before, List<Tangle> between, List<Tangle> after)
      implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      shared.locks().get(first).lock();
      Registers current = runAll(before, shared, registers);
      shared.locks().get(second).lock();
      current = runAll(between, shared, current);
      shared.locks().get(first).unlock();
      current = runAll(after, shared, current);
      shared.locks().get(second).unlock();
      return current;
    }
  }

  /** Looks whether a lock is held. */
  record Look(int lock) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      return registers.observe(shared.locks().get(lock).isLocked() ? 1 : 0);
    }
  }

  /** What is done to the node and the pointers to it. */
  enum NodeKind {
    ALLOC,
    FREE,
    PUBLISH,
    LOAD,
    TAKE,
    CLEAR
  }

  /** An operation on the node or a pointer. */
  record OnNode(NodeKind kind, int pointer) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      Node node = registers.node();
      switch (kind) {
        case ALLOC -> {
          return observed(shared, registers, shared.slab().alloc());
        }
        case FREE -> {
          if (node != null) {
            shared.slab().free(node);
          }
        }
        case PUBLISH -> shared.pointers().get(pointer).set(node, Access.RELEASE);
        case LOAD -> {
          return observed(shared, registers, shared.pointers().get(pointer).get(Access.ACQUIRE));
        }
        case TAKE -> {
          return observed(
              shared, registers, shared.pointers().get(pointer).getAndSet(null, Access.ACQUIRE));
        }
        case CLEAR -> shared.pointers().get(pointer).set(null, Access.RELEASE);
      }
      return registers;
    }

    private static Registers observed(Shared shared, Registers registers, @Nullable Node node) {
      return registers.with(node).observe(node == null ? 0 : shared.slab().index(node) + 1);
    }
  }

  /** Chooses one of two ways on. */
  record Choose(List<Tangle> first, List<Tangle> second) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      int way = shared.memory().choose("way", 2);
      return runAll(way == 0 ? first : second, shared, registers.observe(way));
    }
  }

  /** Goes on only if what was observed has a remainder. */
  record If(int modulus, int remainder, List<Tangle> body) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      return registers.sum() % modulus == remainder ? runAll(body, shared, registers) : registers;
    }
  }

  /** Runs statements in a scope that forgets what the digest does not hold. */
  record Call(List<Tangle> body) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      return shared.memory().call(() -> runAll(body, shared, registers));
    }
  }

  /** Goes round until a cell has a value, doing something each time; may be endless. */
  record Until(int cell, int value, List<Tangle> body) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      Function<Registers, Iteration<Registers, Registers>> iteration =
          at -> {
            if (shared.cells().get(cell).get(Access.OPAQUE) == value) {
              return Iteration.done(at);
            }
            return Iteration.again(runAll(body, shared, at));
          };
      return shared.memory().loop(registers, iteration);
    }
  }

  /** Assumes that what was observed is not one value in three. */
  record Assume(int sum) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      shared.memory().assume(registers.sum() % 3 != sum);
      return registers;
    }
  }

  /** Expects that what was observed is not one value in five. */
  record Expect(int sum) implements Tangle {
    @Override
    public Registers run(Shared shared, Registers registers) {
      shared.memory().expect(registers.sum() != sum, "expected", "the sum is wrong");
      return registers;
    }
  }
}
