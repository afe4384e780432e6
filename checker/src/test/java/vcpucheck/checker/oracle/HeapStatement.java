package vcpucheck.checker.oracle;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.oracle.HeapGlobals.Box;
import vcpucheck.checker.oracle.HeapGlobals.Chain;
import vcpucheck.checker.oracle.HeapGlobals.Item;
import vcpucheck.checker.oracle.HeapGlobals.Tagged;

/**
 * One statement of a generated program about heaps. On a null pointer, a statement does nothing.
 */
sealed interface HeapStatement {
  /** Runs the statement. */
  HeapRegisters run(HeapGlobals globals, HeapRegisters registers);

  /** Runs statements one after the other. */
  static HeapRegisters runAll(
      List<HeapStatement> statements, HeapGlobals globals, HeapRegisters registers) {
    HeapRegisters current = registers;
    for (HeapStatement statement : statements) {
      current = statement.run(globals, current);
    }
    return current;
  }

  /** Statements that have no parts; they are on register a. */
  @SuppressWarnings("ImmutableEnumChecker") // the actions have no state
  enum Simple implements HeapStatement {
    ALLOC(true, (globals, regs) -> regs.withA(globals.items().alloc()).observe(0)),
    ALLOC_BOX(true, (globals, regs) -> regs.with(globals.boxes().alloc())),
    FREE(
        (globals, item, regs) -> {
          globals.items().free(item);
          return regs;
        }),
    FREE_BOX(
        true,
        (globals, regs) -> {
          Box box = regs.box();
          if (box != null) {
            globals.boxes().free(box);
          }
          return regs;
        }),
    SWAP(true, (globals, regs) -> regs.swapped()),
    FORGET(true, (globals, regs) -> regs.numbers()),
    LOAD_DATA((globals, item, regs) -> regs.observe(item.data().get(Access.OPAQUE))),
    STORE_DATA(
        (globals, item, regs) -> {
          item.data().set(regs.sum() % 3, Access.OPAQUE);
          return regs;
        }),
    PLAIN_DATA(
        (globals, item, regs) -> {
          item.data().set(1);
          return regs;
        }),
    LOAD_NEXT((globals, item, regs) -> loaded(item.next().get(Access.OPAQUE), regs)),
    STORE_NEXT(
        (globals, item, regs) -> {
          item.next().set(regs.b(), Access.OPAQUE);
          return regs;
        }),
    LOCKED_ADD(
        (globals, item, regs) -> {
          item.lock().lock();
          item.data().add(1, Access.OPAQUE);
          item.lock().unlock();
          return regs;
        }),
    IS_SAME(true, (globals, regs) -> regs.observe(Objects.equals(regs.a(), regs.b()))),
    PUSH(
        (globals, item, regs) -> {
          globals.chain().update(new HeapGlobals.Push(item), Access.OPAQUE);
          return regs;
        }),
    FIND(
        (globals, item, regs) ->
            regs.observe(globals.chain().project(new HeapGlobals.Find(item), Access.OPAQUE))),
    TAKE(
        true,
        (globals, regs) -> {
          List<Item> items = globals.chain().get(Access.OPAQUE).items();
          globals.chain().set(Chain.EMPTY, Access.OPAQUE);
          return items.isEmpty() ? regs : regs.withA(items.get(0));
        }),
    ADD(
        (globals, item, regs) -> {
          globals.group().update(new HeapGlobals.Add(item), Access.OPAQUE);
          return regs;
        }),
    CONTAINS(
        (globals, item, regs) -> regs.observe(globals.group().get(Access.OPAQUE).contains(item))),
    STORE_BOX(
        true,
        (globals, regs) -> {
          globals.box().set(regs.box(), Access.OPAQUE);
          return regs;
        }),
    LOAD_BOX(true, (globals, regs) -> regs.with(globals.box().get(Access.OPAQUE))),
    FILL_BOX(
        true,
        (globals, regs) -> {
          Box box = regs.box();
          if (box != null) {
            box.content().set(new Tagged(regs.a(), regs.sum() % 2), Access.OPAQUE);
          }
          return regs;
        }),
    OPEN_BOX(
        true,
        (globals, regs) -> {
          Box box = regs.box();
          if (box == null) {
            return regs;
          }
          Tagged tagged = box.content().get(Access.OPAQUE);
          return loaded(tagged.item(), regs).observe(tagged.tag());
        }),
    STORE_ADDRESS(
        (globals, item, regs) -> {
          globals.address().set(globals.addresses().of(item) + 8, Access.OPAQUE);
          return regs;
        }),
    STORE_LOW(
        (globals, item, regs) -> {
          globals.address().set((globals.addresses().of(item) + 8) & 0xFFFF_FFFFL, Access.OPAQUE);
          return regs;
        }),
    LOAD_ADDRESS(
        true,
        (globals, regs) -> {
          long address = globals.address().get(Access.OPAQUE);
          long high = HeapGlobals.BASE & ~0xFFFF_FFFFL;
          return loaded(globals.addresses().at(address == 0 ? 0 : address | high), regs);
        }),

    /* What C code could not do: it tells slots apart. */
    IS_CAPTURED(
        (globals, item, regs) -> regs.observe(globals.captured().filter(item::equals).isPresent())),
    IS_MADE_LAST(
        (globals, item, regs) -> {
          List<Item> made = Objects.requireNonNull(globals.made().get());
          return regs.observe(item.equals(made.get(made.size() - 1)));
        }),
    USE_MADE(
        true,
        (globals, regs) -> {
          List<Item> made = Objects.requireNonNull(globals.made().get());
          return regs.withA(made.get(made.size() - 1));
        }),
    SERIAL((globals, item, regs) -> regs.observe(item.serial())),
    INDEX((globals, item, regs) -> regs.observe(globals.items().index(item))),
    SLOT(true, (globals, regs) -> regs.withA(globals.items().slot(0)));

    /** What a statement does with an item. */
    @FunctionalInterface
    private interface OnItem {
      HeapRegisters run(HeapGlobals globals, Item item, HeapRegisters registers);
    }

    /** What a statement does. */
    @FunctionalInterface
    private interface OnAll {
      HeapRegisters run(HeapGlobals globals, HeapRegisters registers);
    }

    private final OnAll action;

    Simple(OnItem action) {
      this.action =
          (globals, registers) -> {
            Item item = registers.a();
            return item == null ? registers : action.run(globals, item, registers);
          };
    }

    Simple(boolean mayBeNull, OnAll action) {
      if (!mayBeNull) {
        throw new IllegalArgumentException("a statement on an item gets the item");
      }
      this.action = action;
    }

    private static HeapRegisters loaded(@Nullable Item item, HeapRegisters registers) {
      return registers.withA(item).observe(item == null ? 0 : 1);
    }

    @Override
    public HeapRegisters run(HeapGlobals globals, HeapRegisters registers) {
      return action.run(globals, registers);
    }
  }

  /** What is done to a global pointer. */
  enum OnPointer {
    LOAD,
    STORE,
    COMPARE_AND_SET,
    COMPARE_AND_EXCHANGE,
    TAKE
  }

  /** An operation on a global pointer. */
  record Pointer(OnPointer kind, int at) implements HeapStatement {
    @Override
    public HeapRegisters run(HeapGlobals globals, HeapRegisters registers) {
      RefCell<Item> cell = globals.pointers().get(at);
      return switch (kind) {
        case LOAD -> Simple.loaded(cell.get(Access.ACQUIRE), registers);
        case STORE -> {
          cell.set(registers.a(), Access.RELEASE);
          yield registers;
        }
        case COMPARE_AND_SET ->
            registers.observe(cell.compareAndSet(registers.a(), registers.b(), Access.VOLATILE));
        case COMPARE_AND_EXCHANGE ->
            Simple.loaded(
                cell.compareAndExchange(registers.b(), registers.a(), Access.VOLATILE), registers);
        case TAKE -> Simple.loaded(cell.getAndSet(null, Access.VOLATILE), registers);
      };
    }
  }

  /** An operation on a number. */
  record Count(int at, int operand, boolean isStore) implements HeapStatement {
    @Override
    public HeapRegisters run(HeapGlobals globals, HeapRegisters registers) {
      if (isStore) {
        globals.numbers().get(at).set(operand, Access.OPAQUE);
        return registers;
      }
      return registers.observe(globals.numbers().get(at).getAndAdd(operand, Access.OPAQUE));
    }
  }

  /** Asks for the first number, in one step or in two, and remembers that. */
  record Ask(boolean isTorn) implements HeapStatement {
    @Override
    public HeapRegisters run(HeapGlobals globals, HeapRegisters registers) {
      IntCell cell = globals.numbers().get(0);
      int answer =
          globals
              .histories()
              .perform(
                  registers.caller(),
                  "ask",
                  () -> {
                    if (!isTorn) {
                      return cell.getAndAdd(1, Access.OPAQUE) % 2;
                    }
                    int found = cell.get(Access.OPAQUE);
                    cell.set(found + 1, Access.OPAQUE);
                    return found % 2;
                  });
      return registers.observe(answer);
    }
  }

  /** Runs statements under the lock. */
  record Locked(List<HeapStatement> body) implements HeapStatement {
    @Override
    public HeapRegisters run(HeapGlobals globals, HeapRegisters registers) {
      globals.lock().lock();
      HeapRegisters after = runAll(body, globals, registers);
      globals.lock().unlock();
      return after;
    }
  }

  /** Runs statements in a scope that forgets numbers, and pointers too if it says so. */
  record Call(List<HeapStatement> body, boolean keepsPointers) implements HeapStatement {
    @Override
    public HeapRegisters run(HeapGlobals globals, HeapRegisters registers) {
      HeapRegisters result =
          globals
              .memory()
              .call(
                  () -> {
                    HeapRegisters after = runAll(body, globals, registers);
                    return (keepsPointers ? after : after.numbers()).withSum(after.sum() % 2);
                  });
      return keepsPointers
          ? result.withSum(registers.sum()).observe(result.sum())
          : registers.observe(result.sum());
    }
  }

  /** Runs statements twice; an iteration forgets all but the pointers and one bit. */
  record Repeat(List<HeapStatement> body) implements HeapStatement {
    /** The loop state. */
    record At(int round, HeapRegisters registers) {}

    @Override
    public HeapRegisters run(HeapGlobals globals, HeapRegisters registers) {
      Function<At, Iteration<At, HeapRegisters>> iteration =
          at -> {
            HeapRegisters after = runAll(body, globals, at.registers());
            HeapRegisters kept = after.withSum(after.sum() % 2);
            return at.round() == 1
                ? Iteration.done(kept)
                : Iteration.again(new At(at.round() + 1, kept));
          };
      return globals.memory().loop(new At(0, registers.withSum(registers.sum() % 2)), iteration);
    }
  }

  /** Runs statements if what was observed so far is even. */
  record If(List<HeapStatement> body) implements HeapStatement {
    @Override
    public HeapRegisters run(HeapGlobals globals, HeapRegisters registers) {
      return registers.sum() % 2 == 0 ? runAll(body, globals, registers) : registers;
    }
  }

  /** Expects that what was observed so far is not some number. */
  record Expect(int forbidden) implements HeapStatement {
    @Override
    public HeapRegisters run(HeapGlobals globals, HeapRegisters registers) {
      globals.memory().expect(registers.sum() != forbidden, "expected", "the sum is " + forbidden);
      return registers;
    }
  }
}
