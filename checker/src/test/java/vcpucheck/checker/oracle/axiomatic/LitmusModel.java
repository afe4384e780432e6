package vcpucheck.checker.oracle.axiomatic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.oracle.axiomatic.Instruction.Add;
import vcpucheck.checker.oracle.axiomatic.Instruction.Barrier;
import vcpucheck.checker.oracle.axiomatic.Instruction.CompareAndSwap;
import vcpucheck.checker.oracle.axiomatic.Instruction.Copy;
import vcpucheck.checker.oracle.axiomatic.Instruction.Load;
import vcpucheck.checker.oracle.axiomatic.Instruction.Require;
import vcpucheck.checker.oracle.axiomatic.Instruction.Store;
import vcpucheck.checker.oracle.axiomatic.Instruction.Swap;

/**
 * A litmus program as a model: each thread is a vCPU that stores its registers, when it ends, into
 * a cell that it alone uses: one store, for each is a step.
 *
 * @param litmus the program
 * @param properties what must hold besides
 * @param isGuarded whether the first location is accessed under a lock, which even threads hold
 *     from their first access to their last
 */
record LitmusModel(Litmus litmus, List<Property> properties, boolean isGuarded) implements Model {
  /** How many values a register may have. */
  private static final int VALUES = 16;

  LitmusModel(Litmus litmus) {
    this(litmus, List.of());
  }

  LitmusModel(Litmus litmus, List<Property> properties) {
    this(litmus, properties, false);
  }

  @Override
  public Program build(Memory memory) {
    List<IntCell> locations =
        IntStream.range(0, litmus.locations())
            .mapToObj(location -> memory.intCell(location(location), 0))
            .toList();
    SpinLock lock = memory.spinLock("lock");
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int thread = 0; thread < litmus.threads().size(); thread++) {
      IntCell result = memory.intCell(result(thread), 0);
      List<Instruction> instructions = litmus.threads().get(thread);
      Sections sections = sections(lock, thread);
      vcpus.add(
          Vcpu.of("t" + thread, () -> run(instructions, memory, locations, result, sections)));
    }
    return new Program(vcpus, properties, 0);
  }

  /** When a lock is held. */
  private interface Sections {
    /** What a thread does before an instruction, holding the lock or not; whether it does then. */
    boolean before(List<Instruction> instructions, int at, boolean isHeld);

    /** The thread is over. */
    void end(boolean isHeld);
  }

  private Sections sections(SpinLock lock, int thread) {
    return new Sections() {
      @Override
      public boolean before(List<Instruction> instructions, int at, boolean isHeld) {
        boolean isInside = isGuarded && touchesFirst(instructions.get(at));
        boolean isLater =
            isHeld
                && thread % 2 == 0
                && instructions.subList(at, instructions.size()).stream()
                    .anyMatch(LitmusModel::touchesFirst);
        if (isInside && !isHeld) {
          lock.lock();
        } else if (isHeld && !isInside && !isLater) {
          lock.unlock();
        }
        return isInside || isLater;
      }

      @Override
      public void end(boolean isHeld) {
        if (isHeld) {
          lock.unlock();
        }
      }
    };
  }

  private static boolean touchesFirst(Instruction instruction) {
    return (instruction instanceof Load load && load.location() == 0)
        || (instruction instanceof Store store && store.location() == 0)
        || (instruction instanceof Copy copy && copy.location() == 0)
        || (instruction instanceof Add add && add.location() == 0)
        || (instruction instanceof Swap swap && swap.location() == 0)
        || (instruction instanceof CompareAndSwap cas && cas.location() == 0);
  }

  private void run(
      List<Instruction> instructions,
      Memory memory,
      List<IntCell> cells,
      IntCell result,
      Sections sections) {
    int[] registers = new int[litmus.registers()];
    boolean isHeld = false;
    for (int at = 0; at < instructions.size(); at++) {
      Instruction instruction = instructions.get(at);
      isHeld = sections.before(instructions, at, isHeld);
      if (instruction instanceof Load load) {
        registers[load.register()] = cells.get(load.location()).get(load.access());
      } else if (instruction instanceof Store store) {
        cells.get(store.location()).set(store.value(), store.access());
      } else if (instruction instanceof Copy copy) {
        cells.get(copy.location()).set(registers[copy.register()], copy.access());
      } else if (instruction instanceof Add add) {
        registers[add.register()] = cells.get(add.location()).getAndAdd(add.delta(), add.access());
      } else if (instruction instanceof Swap swap) {
        registers[swap.register()] =
            cells.get(swap.location()).getAndSet(swap.value(), swap.access());
      } else if (instruction instanceof CompareAndSwap cas) {
        registers[cas.register()] =
            cells.get(cas.location()).compareAndExchange(cas.expected(), cas.value(), cas.access());
      } else if (instruction instanceof Barrier barrier) {
        memory.fence(barrier.fence());
      } else if (instruction instanceof Require require
          && registers[require.register()] != require.value()) {
        break;
      }
    }
    sections.end(isHeld);
    result.set(all(registers), Access.OPAQUE);
  }

  private static int all(int[] registers) {
    int all = 0;
    for (int register : registers) {
      if (register < 0 || register >= VALUES) {
        throw new IllegalStateException("a register has less than " + VALUES + ": " + register);
      }
      all = all * VALUES + register;
    }
    return all;
  }

  /** What the checker found, in the terms of the axioms. */
  Set<Outcome> outcomes(Outcomes found) {
    return found.ends().stream().map(this::outcome).collect(Collectors.toSet());
  }

  private Outcome outcome(Map<String, String> end) {
    List<List<Integer>> registers = new ArrayList<>();
    for (int thread = 0; thread < litmus.threads().size(); thread++) {
      registers.add(registers(value(end, result(thread))));
    }
    List<Integer> memory = new ArrayList<>();
    for (int location = 0; location < litmus.locations(); location++) {
      memory.add(value(end, location(location)));
    }
    return new Outcome(registers, memory);
  }

  private static int value(Map<String, String> end, String name) {
    String text = end.get(name);
    if (text == null) {
      throw new AssertionError("the end does not say what is in " + name);
    }
    return Integer.parseInt(text);
  }

  private static String location(int location) {
    return String.valueOf("xyzvw".charAt(location));
  }

  private List<Integer> registers(int all) {
    List<Integer> registers = new ArrayList<>();
    int rest = all;
    for (int register = 0; register < litmus.registers(); register++) {
      registers.add(rest % VALUES);
      rest /= VALUES;
    }
    Collections.reverse(registers);
    return registers;
  }

  private static String result(int thread) {
    return "t" + thread;
  }
}
