package vcpucheck.checker.model;

import java.util.List;

/**
 * The running part of a model, made by {@link Model#build}.
 *
 * @param vcpus the vCPU programs, at least one
 * @param properties what must hold
 * @param allocationFailures how many allocations, at most, fail in one execution; the explorer
 *     chooses which
 */
public record Program(List<Vcpu<?>> vcpus, List<Property> properties, int allocationFailures) {
  public Program {
    vcpus = List.copyOf(vcpus);
    properties = List.copyOf(properties);
    if (vcpus.isEmpty() || vcpus.size() > 64) {
      throw new ModelException("a program has 1 to 64 vCPUs: vcpus=" + vcpus.size());
    }
    if (vcpus.stream().allMatch(Vcpu::isDaemon)) {
      throw new ModelException(
          "a program has a vCPU that is no daemon: daemons="
              + vcpus.stream().map(Vcpu::name).toList()
              + "; with daemons alone it has ended before it begins");
    }
    if (allocationFailures < 0) {
      throw new ModelException(
          "the budget of allocation failures is not negative: allocationFailures="
              + allocationFailures);
    }
  }

  /** A program in which no allocation fails. */
  public static Program of(List<Vcpu<?>> vcpus, Property... properties) {
    return new Program(vcpus, List.of(properties), 0);
  }
}
