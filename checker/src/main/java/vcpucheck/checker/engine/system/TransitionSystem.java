package vcpucheck.checker.engine.system;

import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Options;
import vcpucheck.checker.engine.automaton.SimulatedMemory;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.ScMachine;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.HandleSearch;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.machine.state.Slots;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.machine.state.ValueMapper;
import vcpucheck.checker.machine.tso.TsoMachine;
import vcpucheck.checker.machine.view.ViewMachine;
import vcpucheck.checker.machine.view.ViewRules;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;

/**
 * The product of the vCPUs' automata and the memory machine, with its predicates: what a search
 * explores, compiled as far as it was explored.
 *
 * @param memory what code under test sees
 * @param vcpus the automata
 * @param machine the memory model's semantics
 * @param properties the predicates over its states
 */
public record TransitionSystem(
    SimulatedMemory memory, Vcpus vcpus, MemoryMachine machine, PropertyChecker properties) {
  /**
   * Builds a model.
   *
   * @param showsOutputs whether what code shows is remembered
   * @param options say what the vCPUs run under, which assertions count, which slots allocations
   *     take, and whether slots may be taken for interchangeable
   * @param abandonment told that code under test cannot be stopped; must not return
   * @throws ModelException if the model is wrong
   */
  public static TransitionSystem of(
      Model model, Options options, boolean showsOutputs, Consumer<ModelException> abandonment) {
    SimulatedMemory memory =
        new SimulatedMemory(options.reuse(), options.usualReuse(), showsOutputs, abandonment);
    @Nullable Program program = model.build(memory);
    if (program == null) {
      throw new ModelException("a model must build a program: model=" + model + ", program=null");
    }
    memory.seal();
    memory.weaken(model.weakening());
    memory.variables().setStart(memory.variables().budget(), program.allocationFailures());
    boolean assertionsCount = options.build() == Options.Build.DEBUG;
    Vcpus vcpus = new Vcpus(memory, program, assertionsCount, options.validate());
    @Nullable HeapSymmetry heap =
        options.reductions().heapSymmetry() ? heap(memory.variables(), vcpus, program) : null;
    MemoryMachine machine = machine(options, memory.variables(), vcpus, heap);
    return new TransitionSystem(
        memory, vcpus, machine, new PropertyChecker(memory, machine, vcpus, program));
  }

  private static MemoryMachine machine(
      Options options, Variables variables, Vcpus vcpus, @Nullable HeapSymmetry heap) {
    List<OperationTable> programs = vcpus.tables();
    int[] nodes = vcpus.startNodes();
    boolean guards = options.effectiveReductions().blocks();
    boolean tells = !options.strictHistories();
    return switch (options.memory()) {
      case SC -> new ScMachine(variables, programs, nodes, heap);
      case TSO -> new TsoMachine(variables, programs, nodes, tells);
      case RC11 -> new ViewMachine(variables, programs, nodes, new ViewRules(false, guards, tells));
      case ARM64 -> new ViewMachine(variables, programs, nodes, new ViewRules(true, guards, tells));
    };
  }

  private static HeapSymmetry heap(Variables variables, Vcpus vcpus, Program program) {
    variables.shareCodes();
    Slots slots = new Slots(variables);
    ValueMapper mapper = new ValueMapper(variables, slots);
    BitSet captured = new HandleSearch(slots).in(program);
    return new HeapSymmetry(variables, mapper, vcpus.images(mapper), captured);
  }

  /** The shared variables. */
  public Variables variables() {
    return memory.variables();
  }

  /** How states are packed. */
  public StateCodec codec() {
    return machine.codec();
  }

  /** Writes all that is known of the model. */
  public void describe(DataOutput out) throws IOException {
    variables().describe(out);
    vcpus.describe(out);
    properties.describe(out);
  }
}
