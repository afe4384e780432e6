package vcpucheck.scenarios.bench;

import java.util.Optional;
import java.util.stream.IntStream;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/**
 * Each vCPU increments a counter by a load and a store. Violates "no-lost-update".
 *
 * @param vcpus how many vCPUs
 */
record LostUpdate(int vcpus) implements Model {
  @Override
  public Program build(Memory memory) {
    IntCell counter = memory.intCell("counter", 0);
    return Program.of(
        IntStream.range(0, vcpus)
            .<Vcpu<?>>mapToObj(
                vcpu ->
                    Vcpu.of(
                        "vcpu" + vcpu,
                        () -> counter.set(counter.get(Access.OPAQUE) + 1, Access.OPAQUE)))
            .toList(),
        Property.atEnd(
            "no-lost-update",
            () ->
                counter.get() == vcpus
                    ? Optional.empty()
                    : Optional.of("an increment was lost: counter=" + counter.get())));
  }
}
