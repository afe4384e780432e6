package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Output;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/**
 * A generated program.
 *
 * @param seed what it was generated from
 * @param programs the programs, as steps of statements
 * @param vcpus which program each vCPU runs; those that run the same are interchangeable
 * @param checks what must hold of x and y
 * @param settings the rest; the vCPUs of the last program may be daemons
 */
public record GeneratedModel(
    long seed,
    List<List<List<Statement>>> programs,
    List<Integer> vcpus,
    List<Check> checks,
    Settings settings)
    implements Model {

  /** What is wanted of a pair of values of x and y. */
  enum Wanted {
    NEVER,
    NOT_AT_THE_END,
    SOMETIMES
  }

  /** Forbids a pair of values of x and y, or demands it. */
  record Check(int x, int y, Wanted wanted) {
    Property property(Globals globals) {
      BooleanSupplier holds =
          () -> globals.x().get(Access.PLAIN) == x && globals.y().get(Access.PLAIN) == y;
      Property.Check check =
          () -> holds.getAsBoolean() ? Optional.of("x=" + x + ", y=" + y) : Optional.empty();
      return switch (wanted) {
        case NEVER -> Property.always("always", check);
        case NOT_AT_THE_END -> Property.atEnd("at-end", check);
        case SOMETIMES -> Property.sometimes("sometimes", holds);
      };
    }
  }

  /** Parameters of a program. */
  record Settings(
      int slots,
      Slab.Reuse reuse,
      int allocationFailures,
      boolean noDataRace,
      boolean noLeak,
      boolean hasDaemon) {}

  /**
   * The local state between steps.
   *
   * @param step the next step's index
   */
  record Local(int step, Registers registers) {}

  @Override
  public Program build(Memory memory) {
    return build(memory, program -> Output.NONE);
  }

  /** The same, in which programs show their digests after each step. */
  Model showing() {
    return memory -> build(memory, program -> memory.output("program " + program));
  }

  private Program build(Memory memory, IntFunction<Output> outputs) {
    Globals globals = Globals.in(memory, programs.size(), settings.slots(), settings.reuse());
    List<Vcpu.Step<Local>> code = new ArrayList<>();
    for (int program = 0; program < programs.size(); program++) {
      List<List<Statement>> steps = programs.get(program);
      Output output = outputs.apply(program);
      code.add(local -> run(steps, globals, output, local));
    }
    List<Vcpu<?>> all = new ArrayList<>();
    for (int program : vcpus) {
      Vcpu<?> vcpu =
          new Vcpu<>("vcpu" + all.size(), new Local(0, Registers.EMPTY), code.get(program));
      boolean isDaemon = settings.hasDaemon() && program > 0 && program == programs.size() - 1;
      all.add(isDaemon ? vcpu.asDaemon() : vcpu);
    }
    List<Property> properties = new ArrayList<>();
    checks.forEach(check -> properties.add(check.property(globals)));
    if (settings.noDataRace()) {
      properties.add(Property.noDataRace());
    }
    if (settings.noLeak()) {
      properties.add(Property.noLeak(globals.slab()));
    }
    return new Program(all, properties, settings.allocationFailures());
  }

  /** Runs one step; only a part of the digest outlives it. */
  private static Optional<Local> run(
      List<List<Statement>> steps, Globals globals, Output output, Local local) {
    Registers after = Statement.runAll(steps.get(local.step()), globals, local.registers());
    output.emit(after.sum());
    int next = local.step() + 1;
    return next < steps.size()
        ? Optional.of(new Local(next, after.withSum(after.sum() % 4)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("seed " + seed + ", " + settings + "\n");
    checks.forEach(check -> text.append(check).append('\n'));
    for (int vcpu = 0; vcpu < vcpus.size(); vcpu++) {
      text.append("vcpu").append(vcpu).append(" runs program ").append(vcpus.get(vcpu));
      text.append('\n');
    }
    for (int program = 0; program < programs.size(); program++) {
      text.append("program ").append(program).append('\n');
      for (List<Statement> step : programs.get(program)) {
        text.append("  step\n");
        step.forEach(statement -> text.append("    ").append(statement).append('\n'));
      }
    }
    return text.toString();
  }
}
