package vcpucheck.checker.engine;

import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.ScMachine;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;

/** What an engine makes of a model before it searches. */
record BuiltModel(SimulatedMemory memory, Program program, Vcpus vcpus, Machine machine) {
  static BuiltModel of(Model model) {
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

  Judge judge() {
    return new Judge(memory, machine, vcpus, program);
  }

  Expander expander() {
    return new OperationExpander(machine, vcpus.count());
  }
}
