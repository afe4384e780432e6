package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.oracle.HeapGlobals.Item;

/**
 * A generated program about heaps.
 *
 * @param seed what it was generated from
 * @param programs the programs, as steps of statements
 * @param vcpus which program each vCPU runs
 * @param settings the rest
 */
record HeapModel(
    long seed, List<List<List<HeapStatement>>> programs, List<Integer> vcpus, Settings settings)
    implements Model {

  /** What must hold. */
  enum Check {
    NO_RACE,
    NO_LEAK,
    /** No allocated item has a number in it. */
    DATA,
    /** What the first pointer points to is allocated. */
    NOT_STALE,
    /** The last item is never allocated: what C code could not say. */
    LAST_SLOT,
    /** A number that is asked for counts how often it was. */
    LINEARIZABLE
  }

  /** Parameters of a program. */
  record Settings(
      int items,
      int boxes,
      Slab.Reuse reuse,
      int allocationFailures,
      List<Check> checks,
      boolean isCaptured) {}

  /** The local state between steps. */
  record Local(int step, HeapRegisters registers) {}

  @Override
  public Program build(Memory memory) {
    HeapGlobals globals =
        HeapGlobals.in(
            memory, settings.items(), settings.boxes(), settings.reuse(), settings.isCaptured());
    List<Vcpu.Step<Local>> code = new ArrayList<>();
    programs.forEach(steps -> code.add(local -> run(steps, globals, local)));
    boolean isRecorded = settings.checks().contains(Check.LINEARIZABLE);
    List<Vcpu<?>> all = new ArrayList<>();
    for (int number = 0; number < vcpus.size(); number++) {
      Local start = new Local(0, HeapRegisters.of(isRecorded ? number : 0));
      all.add(new Vcpu<>("vcpu" + number, start, code.get(vcpus.get(number))));
    }
    List<Property> properties = new ArrayList<>();
    settings.checks().forEach(check -> properties.add(property(check, globals)));
    return new Program(all, properties, settings.allocationFailures());
  }

  private static Property property(Check check, HeapGlobals globals) {
    Slab<Item> items = globals.items();
    return switch (check) {
      case NO_RACE -> Property.noDataRace();
      case NO_LEAK -> Property.noLeak(globals.boxes(), items);
      case DATA -> Property.always("data", () -> data(items));
      case NOT_STALE ->
          Property.always(
              "not-stale",
              () -> {
                Item item = globals.pointers().get(0).get(Access.OPAQUE);
                return item == null || items.isAllocated(item)
                    ? Optional.empty()
                    : Optional.of("stale");
              });
      case LAST_SLOT ->
          Property.always(
              "last-slot",
              () ->
                  items.isAllocated(items.slot(items.capacity() - 1))
                      ? Optional.of("allocated")
                      : Optional.empty());
      case LINEARIZABLE -> globals.histories().property();
    };
  }

  private static Optional<String> data(Slab<Item> items) {
    for (int index = 0; index < items.capacity(); index++) {
      Item item = items.slot(index);
      if (items.isAllocated(item) && item.data().get(Access.OPAQUE) == 2) {
        return Optional.of("data");
      }
    }
    return Optional.empty();
  }

  private static Optional<Local> run(
      List<List<HeapStatement>> steps, HeapGlobals globals, Local local) {
    HeapRegisters after = HeapStatement.runAll(steps.get(local.step()), globals, local.registers());
    int next = local.step() + 1;
    return next < steps.size()
        ? Optional.of(new Local(next, after.withSum(after.sum() % 2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("seed " + seed + ", " + settings + "\n");
    text.append("vCPUs run programs ").append(vcpus).append('\n');
    for (int program = 0; program < programs.size(); program++) {
      text.append("program ").append(program).append('\n');
      for (List<HeapStatement> step : programs.get(program)) {
        text.append("  step\n");
        step.forEach(statement -> text.append("    ").append(statement).append('\n'));
      }
    }
    return text.toString();
  }
}
