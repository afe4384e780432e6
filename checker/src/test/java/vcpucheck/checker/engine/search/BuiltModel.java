package vcpucheck.checker.engine.search;

import vcpucheck.checker.engine.automaton.SimulatedMemory;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.reduction.OperationExpander;

import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.StateStore;

import java.util.List;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.ScMachine;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;

/** What an engine makes of a model before it searches. */
public record BuiltModel(SimulatedMemory memory, Program program, Vcpus vcpus, Machine machine) {
  public static BuiltModel of(Model model) {
    SimulatedMemory memory =
        new SimulatedMemory(
            why -> {
              throw why;
            });
    Program program = model.build(memory);
    memory.seal();
    Vcpus vcpus = new Vcpus(memory, program, true);
    Machine machine = new ScMachine(memory.variables(), vcpus.codes(), vcpus.startNodes());
    return new BuiltModel(memory, program, vcpus, machine);
  }

  /** Batches without reduction, done by one thread. */
  Batch batch(StateStore store, StateIndex index) {
    Expander expander = new OperationExpander(machine, vcpus.count());
    PropertyChecker judge = new PropertyChecker(memory, machine, vcpus, program);
    return new Batch(machine, false, List.of(expander), store, index, judge, new WorkerPool(1));
  }
}
