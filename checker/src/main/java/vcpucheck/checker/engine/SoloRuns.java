package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Window;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.CancellationCheck;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.state.Layout;

/**
 * Runs one vCPU alone for some operations, and then another one alone: with every alternative that
 * an operation has.
 */
final class SoloRuns {
  /** What becomes of a vCPU that runs alone. */
  private enum Run {
    VIOLATES,
    WAITS,
    ENDS
  }

  private final TransitionSystem system;
  private final MemoryMachine machine;
  private final PropertyChecker properties;
  private final CancellationCheck cancellation;
  private final Transitions transitions = new Transitions();

  /** Where the first vCPU can be, and where the other one has been since. */
  private Set<ImmutableLongArray> layer = new LinkedHashSet<>();

  private Set<ImmutableLongArray> next = new LinkedHashSet<>();

  /** Where the first vCPU has been: one that goes round comes to an end. */
  private Set<ImmutableLongArray> passed = new LinkedHashSet<>();

  private Set<ImmutableLongArray> visited = new LinkedHashSet<>();
  private List<long[]> waiting = new ArrayList<>();

  SoloRuns(TransitionSystem system, CancellationCheck cancellation) {
    this.system = system;
    this.cancellation = cancellation;
    machine = system.machine();
    properties = system.properties();
  }

  /** The window of each two vCPUs, in order. */
  List<Window> find() {
    List<Window> windows = new ArrayList<>();
    for (int first = 0; first < system.vcpus().count(); first++) {
      for (int other = 0; other < system.vcpus().count(); other++) {
        if (first != other) {
          windows.add(find(first, other));
        }
      }
    }
    return windows;
  }

  private Window find(int first, int other) {
    List<Integer> numbers = new ArrayList<>();
    List<Integer> waits = new ArrayList<>();
    layer = new LinkedHashSet<>();
    passed = new LinkedHashSet<>();
    long[] start = machine.start();
    if (properties.start(start) == null) {
      layer.add(ImmutableLongArray.copyOf(start));
      passed.addAll(layer);
    }
    int done = 0;
    while (!layer.isEmpty()) {
      switch (runAlone(other)) {
        case VIOLATES -> numbers.add(done);
        case WAITS -> waits.add(done);
        case ENDS -> {}
      }
      advance(first);
      if (!layer.isEmpty()) {
        done++;
      }
    }
    return new Window(
        system.vcpus().names().get(first), system.vcpus().names().get(other), done, numbers, waits);
  }

  /** Lets a vCPU do one operation in each state of the layer, and goes on where it has not been. */
  private void advance(int vcpu) {
    next = new LinkedHashSet<>();
    waiting = new ArrayList<>(layer.stream().map(ImmutableLongArray::toArray).toList());
    for (int i = 0; i < waiting.size(); i++) {
      step(vcpu, i);
      for (int index = 0; index < transitions.count(); index++) {
        if (!transitions.isFaulty(index) && failure(index) == null) {
          next.add(target(index));
        }
      }
    }
    next.removeAll(passed);
    passed.addAll(next);
    layer = next;
    next = new LinkedHashSet<>();
  }

  /** What becomes of a vCPU, alone from some state of the layer on: the worst. */
  private Run runAlone(int vcpu) {
    boolean waits = false;
    visited = new LinkedHashSet<>(layer);
    waiting = new ArrayList<>(layer.stream().map(ImmutableLongArray::toArray).toList());
    for (int i = 0; i < waiting.size(); i++) {
      step(vcpu, i);
      waits |=
          transitions.count() == 0 && !properties.termination().isAtRest(vcpu, waiting.get(i), 0);
      for (int index = 0; index < transitions.count(); index++) {
        @Nullable Failure failure = transitions.isFaulty(index) ? null : failure(index);
        if (transitions.isFaulty(index) || (failure != null && failure.isViolation())) {
          return Run.VIOLATES;
        }
        if (failure == null && visited.add(target(index))) {
          waiting.add(target(index).toArray());
        }
      }
    }
    return waits ? Run.WAITS : Run.ENDS;
  }

  /** What is wrong behind a transition; also that an assumption fails, which ends a run. */
  private @Nullable Failure failure(int index) {
    return properties.target(transitions, index, true);
  }

  private ImmutableLongArray target(int index) {
    int offset = transitions.offset(index);
    return ImmutableLongArray.copyOf(
        Arrays.copyOfRange(
            transitions.states(), offset, offset + machine.codec().layout().words()));
  }

  private void step(int vcpu, int i) {
    cancellation.step();
    take(vcpu, i);
    while (machine.codec().isTooNarrow()) {
      Layout.Relocation relocation = machine.codec().widen();
      waiting.replaceAll(relocation::copy);
      layer = relocated(layer, relocation);
      next = relocated(next, relocation);
      passed = relocated(passed, relocation);
      visited = relocated(visited, relocation);
      take(vcpu, i);
    }
  }

  private void take(int vcpu, int i) {
    transitions.clear(machine.codec().layout().words());
    machine.step(vcpu, waiting.get(i), 0, transitions);
  }

  private static Set<ImmutableLongArray> relocated(
      Set<ImmutableLongArray> states, Layout.Relocation relocation) {
    Set<ImmutableLongArray> moved = new LinkedHashSet<>();
    states.forEach(state -> moved.add(ImmutableLongArray.copyOf(relocation.copy(state.toArray()))));
    return moved;
  }
}
