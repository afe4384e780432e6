package vcpucheck.checker.engine.search;

import java.util.List;
import java.util.function.IntUnaryOperator;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.reduction.OperationExpander;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.model.Model;

/** What an engine makes of a model before it searches. */
public record BuiltModel(TransitionSystem system) {
  public static BuiltModel of(Model model) {
    return new BuiltModel(
        TransitionSystem.of(
            model,
            Options.defaults().with(Reductions.none()),
            false,
            why -> {
              throw why;
            }));
  }

  public MemoryMachine machine() {
    return system.machine();
  }

  public Vcpus vcpus() {
    return system.vcpus();
  }

  /** Batches without reduction, done by one thread. */
  public Batch batch(StateStore store, StateIndex index) {
    Successors successors =
        new Successors(
            List.of(new OperationExpander(machine(), vcpus().count(), false)),
            new WorkerPool(1),
            new SharingAnalysis(system.variables(), vcpus(), IntUnaryOperator.identity()),
            Symmetries.NONE,
            false);
    return new Batch(system, successors, store, index);
  }
}
