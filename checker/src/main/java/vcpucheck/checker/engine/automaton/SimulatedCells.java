package vcpucheck.checker.engine.automaton;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.model.ModelException;

/** Makes the simulated cells of one owner. */
class SimulatedCells implements Cells {
  private final Variables variables;
  private final @Nullable SimulatedCells memory;
  private final String prefix;
  private final int slot;
  private final Set<String> names = new HashSet<>();
  private boolean open = true;

  /** The globals: {@link #perform} and {@link #refuse} must be overridden. */
  SimulatedCells(Variables variables, String prefix, int slot) {
    this.variables = variables;
    this.memory = null;
    this.prefix = prefix;
    this.slot = slot;
  }

  /** The fields of a slot. */
  SimulatedCells(SimulatedCells memory, String prefix, int slot) {
    this.variables = memory.variables;
    this.memory = memory;
    this.prefix = prefix;
    this.slot = slot;
  }

  public final Variables variables() {
    return variables;
  }

  long perform(Op op) {
    return Objects.requireNonNull(memory).perform(op);
  }

  /** Remembers what code under test did wrong, so that it cannot swallow it. */
  ModelException refuse(ModelException problem) {
    return Objects.requireNonNull(memory).refuse(problem);
  }

  final void close() {
    open = false;
  }

  final void checkOpen(String name) {
    if (!open) {
      throw refuse(
          new ModelException(
              "cells are made only while a model is built: cell="
                  + prefix
                  + name
                  + "; make it in Model.build, or in the slab's constructor"));
    }
  }

  private int add(String name, Variable.Type type, long zero) {
    if (name == null) {
      throw new IllegalArgumentException("a cell has a name: owner=" + prefix + ", name=null");
    }
    checkOpen(name);
    if (!names.add(name)) {
      throw new IllegalArgumentException(
          "the cells of one owner have different names: cell=" + prefix + name);
    }
    return variables.add(prefix + name, type, slot, zero);
  }

  @Override
  public final void expect(boolean holds, String property, String message) {
    if (!holds) {
      perform(failure(new Failure(property, message)));
    }
  }

  final Op failure(Failure failure) {
    return new Op(Op.Kind.FAIL, Variables.NONE, variables.values().number(failure), 0, null);
  }

  @Override
  public final IntCell intCell(String name, int initial) {
    return IntCell.over(new SimulatedNumber(this, add(name, Variable.Type.NUMBER, initial)));
  }

  @Override
  public final LongCell longCell(String name, long initial) {
    return LongCell.over(new SimulatedNumber(this, add(name, Variable.Type.NUMBER, initial)));
  }

  @Override
  public final <T> RefCell<T> refCell(String name) {
    return refCell(name, null);
  }

  @Override
  public final <T> RefCell<T> refCell(String name, @Nullable T initial) {
    return RefCell.over(
        new SimulatedObject<>(
            this, add(name, Variable.Type.OBJECT, variables.values().number(initial))));
  }

  @Override
  public final <T> ValueCell<T> valueCell(String name, T initial) {
    return ValueCell.over(
        new SimulatedObject<>(
            this, add(name, Variable.Type.OBJECT, variables.values().number(initial))));
  }

  @Override
  public final SpinLock spinLock(String name) {
    return new SimulatedSpinLock(this, add(name, Variable.Type.LOCK, 0));
  }
}
