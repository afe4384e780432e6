package vcpucheck.checker.engine.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.SimulatedMemory;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;

/** What a model shows at its end: its observables, and what its code has put out. */
public final class Observables {
  private final List<PredicateTree> values = new ArrayList<>();

  Observables(SimulatedMemory memory, MemoryMachine machine, Program program) {
    Stream.concat(
            program.properties().stream()
                .filter(Property.Observable.class::isInstance)
                .map(Property.Observable.class::cast),
            memory.outputs())
        .forEach(
            observable -> {
              if (names().contains(observable.name())) {
                throw new ModelException(
                    "observables, and so outputs, have different names: name=" + observable.name());
              }
              Property.Check check = () -> Optional.of(observable.value().get());
              boolean[] reads = new boolean[memory.variables().size()];
              values.add(new PredicateTree(memory, machine, observable.name(), check, reads));
            });
  }

  /** The names of what is shown. */
  public List<String> names() {
    return values.stream().map(PredicateTree::name).toList();
  }

  /** What a state shows in which every vCPU has ended, by names. */
  public SortedMap<String, String> shown(long[] state) {
    SortedMap<String, String> shown = new TreeMap<>();
    for (PredicateTree value : values) {
      Failure text = Objects.requireNonNull(value.evaluate(state, 0, true));
      shown.put(text.property(), text.message());
    }
    return shown;
  }
}
