package vcpucheck.checker.oracle;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.oracle.Globals.LockName;
import vcpucheck.checker.oracle.Globals.NumberAt;
import vcpucheck.checker.oracle.Globals.Pair;
import vcpucheck.checker.oracle.Globals.Part;
import vcpucheck.checker.oracle.Globals.PointerAt;
import vcpucheck.checker.oracle.Globals.Replace;

/** One statement of a generated program. On a null pointer, a statement does nothing. */
sealed interface Statement {
  /** Runs the statement. */
  Registers run(Globals globals, Registers registers);

  /** How many nodes it allocates at most. */
  default int allocations() {
    return 0;
  }

  /** How many nodes statements allocate at most. */
  static int allocations(List<Statement> statements) {
    return statements.stream().mapToInt(Statement::allocations).sum();
  }

  /** Runs statements one after the other. */
  static Registers runAll(List<Statement> statements, Globals globals, Registers registers) {
    Registers current = registers;
    for (Statement statement : statements) {
      current = statement.run(globals, current);
    }
    return current;
  }

  /** What is done to a cell of integers. */
  enum NumberKind {
    LOAD,
    STORE,
    STORE_SUM,
    COMPARE_AND_EXCHANGE,
    COMPARE_AND_SET,
    GET_AND_ADD,
    ADD,
    GET_AND_SET,
    ADD_UNLESS,
    GET_AND_AND,
    GET_AND_OR,
    GET_AND_XOR,
    SET_BIT,
    CLEAR_BIT,
    TEST_AND_SET,
    TEST_AND_CLEAR,
    AWAIT,
    AWAIT_NOT
  }

  /** An operation on a cell of integers, with up to two operands. */
  record OnNumber(NumberKind kind, NumberAt at, int first, int second, Access access)
      implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      return globals.number(at, registers).map(cell -> run(cell, registers)).orElse(registers);
    }

    private Registers run(NumberCell cell, Registers registers) {
      switch (kind) {
        case LOAD -> {
          return registers.observe(cell.get(access));
        }
        case STORE -> cell.set(first, access);
        case STORE_SUM -> cell.set(registers.sum() % 3, access);
        case COMPARE_AND_EXCHANGE -> {
          return registers.observe(cell.compareAndExchange(first, second, access));
        }
        case COMPARE_AND_SET -> {
          return registers.observe(cell.compareAndSet(first, second, access));
        }
        case GET_AND_ADD -> {
          return registers.observe(cell.getAndAdd(first, access));
        }
        case ADD -> cell.add(first, access);
        case GET_AND_SET -> {
          return registers.observe(cell.getAndSet(first, access));
        }
        case ADD_UNLESS -> {
          return registers.observe(cell.addUnless(first, second));
        }
        case GET_AND_AND -> {
          return registers.observe(cell.getAndAnd(first, access));
        }
        case GET_AND_OR -> {
          return registers.observe(cell.getAndOr(first, access));
        }
        case GET_AND_XOR -> {
          return registers.observe(cell.getAndXor(first, access));
        }
        case SET_BIT -> cell.setBit(bit(), access);
        case CLEAR_BIT -> cell.clearBit(bit(), access);
        case TEST_AND_SET -> {
          return registers.observe(cell.testAndSet(bit(), access));
        }
        case TEST_AND_CLEAR -> {
          return registers.observe(cell.testAndClear(bit(), access));
        }
        case AWAIT -> cell.await(first);
        case AWAIT_NOT -> {
          return registers.observe(cell.awaitNot(first));
        }
      }
      return registers;
    }

    /** The first operand as the number of a low bit. */
    private int bit() {
      return Math.floorMod(first, 2);
    }
  }

  /** What is done to a cell of pointers. */
  enum PointerKind {
    LOAD,
    STORE,
    CLEAR,
    COMPARE_AND_EXCHANGE,
    COMPARE_AND_SET,
    GET_AND_SET,
    TAKE
  }

  /** An operation on a cell of pointers; loads go to the first register, stores come from there. */
  record OnPointer(
      PointerKind kind, PointerAt at, Registers.Name first, Registers.Name second, Access access)
      implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      Optional<RefCell<Node>> cell = globals.pointer(at, registers);
      return cell.isEmpty() ? registers : run(cell.get(), globals, registers);
    }

    private Registers run(RefCell<Node> cell, Globals globals, Registers registers) {
      @Nullable Node mine = registers.get(first);
      @Nullable Node other = registers.get(second);
      switch (kind) {
        case LOAD -> {
          return loaded(cell.get(access), globals, registers);
        }
        case STORE -> cell.set(mine, access);
        case CLEAR -> cell.set(null, access);
        case COMPARE_AND_EXCHANGE -> {
          return loaded(cell.compareAndExchange(mine, other, access), globals, registers);
        }
        case COMPARE_AND_SET -> {
          return registers.observe(cell.compareAndSet(mine, other, access));
        }
        case GET_AND_SET -> {
          return loaded(cell.getAndSet(mine, access), globals, registers);
        }
        case TAKE -> {
          return loaded(cell.getAndSet(null, access), globals, registers);
        }
      }
      return registers;
    }

    private Registers loaded(@Nullable Node found, Globals globals, Registers registers) {
      return registers.with(first, found).observe(globals.number(found));
    }
  }

  /** Allocates a node. */
  record Alloc(Registers.Name into) implements Statement {
    @Override
    public int allocations() {
      return 1;
    }

    @Override
    public Registers run(Globals globals, Registers registers) {
      Node node = globals.slab().alloc();
      return registers.with(into, node).observe(globals.number(node));
    }
  }

  /** Frees a node, and keeps the pointer. */
  record Free(Registers.Name from) implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      Node node = registers.get(from);
      if (node != null) {
        globals.slab().free(node);
      }
      return registers;
    }
  }

  /** What is done to the pair. */
  enum PairKind {
    LOAD,
    STORE,
    PROJECT,
    UPDATE
  }

  /** An operation on the pair. */
  record OnPair(PairKind kind, Part part, int value, Access access) implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      switch (kind) {
        case LOAD -> {
          Pair pair = globals.pair().get(access);
          return registers.observe(pair.first()).observe(pair.second());
        }
        case STORE -> globals.pair().set(new Pair(value, value), access);
        case PROJECT -> {
          return registers.observe(globals.pair().project(part, access));
        }
        case UPDATE -> globals.pair().update(new Replace(part, value), access);
      }
      return registers;
    }
  }

  /** What is done to a lock. */
  enum LockKind {
    LOCK,
    UNLOCK,
    LOOK
  }

  /** An operation on a lock. */
  record OnLock(LockKind kind, LockName name) implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      SpinLock lock = globals.lock(name);
      switch (kind) {
        case LOCK -> lock.lock();
        case UNLOCK -> lock.unlock();
        case LOOK -> {
          return registers.observe(lock.isLocked());
        }
      }
      return registers;
    }
  }

  /** Runs statements under a lock if it is free. */
  record TryLock(LockName name, List<Statement> body) implements Statement {
    @Override
    public int allocations() {
      return Statement.allocations(body);
    }

    @Override
    public Registers run(Globals globals, Registers registers) {
      if (!globals.lock(name).tryLock()) {
        return registers.observe(0);
      }
      Registers after = runAll(body, globals, registers.observe(1));
      globals.lock(name).unlock();
      return after;
    }
  }

  /** Chooses a number. */
  record Choose(int alternatives) implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      return registers.observe(globals.memory().choose("number", alternatives));
    }
  }

  /** A fence. */
  record Order(Fence fence) implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      globals.memory().fence(fence);
      return registers;
    }
  }

  /** Runs statements if what was observed so far is even. */
  record If(List<Statement> body) implements Statement {
    @Override
    public int allocations() {
      return Statement.allocations(body);
    }

    @Override
    public Registers run(Globals globals, Registers registers) {
      return registers.sum() % 2 == 0 ? runAll(body, globals, registers) : registers;
    }
  }

  /** Runs statements in a scope that forgets all but one bit, and the pointers if it says so. */
  record Call(List<Statement> body, boolean keepsPointers) implements Statement {
    @Override
    public int allocations() {
      return Statement.allocations(body);
    }

    @Override
    public Registers run(Globals globals, Registers registers) {
      Registers result =
          globals
              .memory()
              .call(
                  () -> {
                    Registers after = runAll(body, globals, registers);
                    return (keepsPointers ? after : Registers.EMPTY).withSum(after.sum() % 2);
                  });
      Registers kept = keepsPointers ? result.withSum(registers.sum()) : registers;
      return kept.observe(result.sum());
    }
  }

  /** Runs statements several times; an iteration forgets all but one bit. */
  record Repeat(int times, List<Statement> body) implements Statement {
    @Override
    public int allocations() {
      return times * Statement.allocations(body);
    }

    /** The loop state. */
    record At(int round, int bit) {}

    @Override
    public Registers run(Globals globals, Registers registers) {
      Function<At, Iteration<At, Integer>> iteration =
          at -> {
            int bit = runAll(body, globals, registers.observe(at.bit())).sum() % 2;
            return at.round() + 1 < times
                ? Iteration.again(new At(at.round() + 1, bit))
                : Iteration.done(bit);
          };
      return registers.observe(globals.memory().loop(new At(0, 0), iteration));
    }
  }

  /** Adds in a loop of load and compare-and-set; gives up after some attempts, or never if 0. */
  record Retry(NumberAt at, int delta, int attempts) implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      Optional<NumberCell> cell = globals.number(at, registers);
      if (cell.isEmpty()) {
        return registers;
      }
      Function<Integer, Iteration<Integer, Boolean>> attempt =
          number -> {
            int before = (int) cell.get().get(Access.OPAQUE);
            if (cell.get().compareAndSet(before, before + delta, Access.VOLATILE)) {
              return Iteration.done(true);
            }
            if (attempts == 0) {
              return Iteration.again(number);
            }
            return number + 1 < attempts ? Iteration.again(number + 1) : Iteration.done(false);
          };
      return registers.observe(globals.memory().<Integer, Boolean>loop(0, attempt));
    }
  }

  /** Expects that what was observed so far does not have a remainder. */
  record Expect(int modulus, int remainder, boolean asDebugAssert) implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      boolean holds = registers.sum() % modulus != remainder;
      if (asDebugAssert) {
        globals.memory().debugAssert(holds, "sum");
      } else {
        globals.memory().expect(holds, "expected", "the sum is wrong");
      }
      return registers;
    }
  }

  /** Assumes that what was observed so far does not have a remainder. */
  record Assume(int modulus, int remainder) implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      globals.memory().assume(registers.sum() % modulus != remainder);
      return registers;
    }
  }

  /** Adds what was observed to an output. */
  record Publish(int output) implements Statement {
    @Override
    public Registers run(Globals globals, Registers registers) {
      globals.outputs().get(output).add(registers.sum(), Access.OPAQUE);
      return registers;
    }
  }
}
