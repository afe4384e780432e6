package vcpucheck.checker.oracle.axiomatic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.oracle.axiomatic.Instruction.Add;
import vcpucheck.checker.oracle.axiomatic.Instruction.Barrier;
import vcpucheck.checker.oracle.axiomatic.Instruction.CompareAndSwap;
import vcpucheck.checker.oracle.axiomatic.Instruction.Copy;
import vcpucheck.checker.oracle.axiomatic.Instruction.Load;
import vcpucheck.checker.oracle.axiomatic.Instruction.Require;
import vcpucheck.checker.oracle.axiomatic.Instruction.Store;
import vcpucheck.checker.oracle.axiomatic.Instruction.Swap;

/**
 * What one thread does if its reads have certain values.
 *
 * @param events its events, in program order
 * @param updates indexes of reads whose writes follow them at once, as one read-modify-write
 * @param data pairs of a read and a write whose value comes from it
 * @param control pairs of a read and an event behind a branch on it
 * @param registers their values at the end
 */
record Trace(
    List<Event> events,
    Set<Integer> updates,
    Set<Edge> data,
    Set<Edge> control,
    List<Integer> registers) {
  /** A pair of indexes of events. */
  record Edge(int from, int to) {}

  /**
   * Hands over every trace of a thread.
   *
   * @param values the values that the reads of a location may have
   */
  static void forEach(
      Litmus litmus, int thread, IntFunction<Set<Integer>> values, Consumer<Trace> consumer) {
    new Builder(litmus, thread, values, consumer).run(0);
  }

  /** Makes traces, by backtracking. */
  private static final class Builder {
    private static final int NONE = -1;

    private final List<Instruction> instructions;
    private final int thread;
    private final IntFunction<Set<Integer>> values;
    private final Consumer<Trace> consumer;
    private final List<Event> events = new ArrayList<>();
    private final Set<Integer> updates = new HashSet<>();
    private final Set<Edge> data = new HashSet<>();
    private final Set<Integer> branches = new HashSet<>();
    private final Set<Edge> control = new HashSet<>();
    private final Integer[] registers;
    private final int[] origins;

    Builder(Litmus litmus, int thread, IntFunction<Set<Integer>> values, Consumer<Trace> consumer) {
      this.instructions = litmus.threads().get(thread);
      this.thread = thread;
      this.values = values;
      this.consumer = consumer;
      registers = new Integer[litmus.registers()];
      Arrays.fill(registers, 0);
      origins = new int[litmus.registers()];
      Arrays.fill(origins, NONE);
    }

    void run(int next) {
      if (next == instructions.size()) {
        end();
        return;
      }
      Instruction instruction = instructions.get(next);
      if (instruction instanceof Load load) {
        read(
            load.location(),
            load.access(),
            load.register(),
            next,
            found -> OptionalInt.empty(),
            false);
      } else if (instruction instanceof Store store) {
        write(store.location(), store.value(), store.access(), next);
      } else if (instruction instanceof Copy copy) {
        copy(copy, next);
      } else if (instruction instanceof Add add) {
        read(
            add.location(),
            add.access(),
            add.register(),
            next,
            found -> OptionalInt.of(found + add.delta()),
            true);
      } else if (instruction instanceof Swap swap) {
        read(
            swap.location(),
            swap.access(),
            swap.register(),
            next,
            found -> OptionalInt.of(swap.value()),
            true);
      } else if (instruction instanceof CompareAndSwap cas) {
        read(
            cas.location(),
            cas.access(),
            cas.register(),
            next,
            found -> found == cas.expected() ? OptionalInt.of(cas.value()) : OptionalInt.empty(),
            true);
      } else if (instruction instanceof Barrier barrier) {
        event(new Event(thread, Event.Kind.BARRIER, NONE, 0, null, barrier.fence(), false), next);
      } else if (instruction instanceof Require require) {
        require(require, next);
      }
    }

    private void end() {
      consumer.accept(
          new Trace(
              List.copyOf(events),
              Set.copyOf(updates),
              Set.copyOf(data),
              Set.copyOf(control),
              List.of(registers)));
    }

    private void require(Require require, int next) {
      if (registers[require.register()] != require.value()) {
        end();
        return;
      }
      int origin = origins[require.register()];
      boolean isNew = origin != NONE && branches.add(origin);
      run(next + 1);
      if (isNew) {
        branches.remove(origin);
      }
    }

    private void event(Event event, int next) {
      int index = add(event);
      run(next + 1);
      remove(index);
    }

    private void write(int location, int value, Access access, int next) {
      event(new Event(thread, Event.Kind.WRITE, location, value, access, null, false), next);
    }

    private void copy(Copy copy, int next) {
      int origin = origins[copy.register()];
      Edge edge = new Edge(origin, events.size());
      if (origin != NONE) {
        data.add(edge);
      }
      write(copy.location(), registers[copy.register()], copy.access(), next);
      data.remove(edge);
    }

    /**
     * Reads every value that may be found.
     *
     * @param written what is written at once for a value found, if anything
     * @param isOfUpdate whether the instruction is a read-modify-write, also one that fails
     */
    private void read(
        int location,
        Access access,
        int register,
        int next,
        IntFunction<OptionalInt> written,
        boolean isOfUpdate) {
      int before = registers[register];
      int originBefore = origins[register];
      for (int value : values.apply(location)) {
        OptionalInt after = written.apply(value);
        int index =
            add(new Event(thread, Event.Kind.READ, location, value, access, null, isOfUpdate));
        registers[register] = value;
        origins[register] = index;
        if (after.isPresent()) {
          updates.add(index);
          add(new Event(thread, Event.Kind.WRITE, location, after.getAsInt(), access, null, true));
        }
        run(next + 1);
        if (after.isPresent()) {
          updates.remove(index);
          remove(index + 1);
        }
        remove(index);
      }
      registers[register] = before;
      origins[register] = originBefore;
    }

    private int add(Event event) {
      int index = events.size();
      events.add(event);
      branches.forEach(branch -> control.add(new Edge(branch, index)));
      return index;
    }

    private void remove(int index) {
      events.remove(index);
      control.removeIf(edge -> edge.to() == index);
    }
  }
}
