package vcpucheck.checker.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import vcpucheck.checker.memory.Slab;

/**
 * The running part of a model, made by {@link Model#build}.
 *
 * @param vcpus the vCPU programs, at least one, with different names
 * @param properties what must hold
 * @param allocationFailures how many allocations, at most, fail in one execution; the explorer
 *     chooses which
 */
public record Program(List<Vcpu<?>> vcpus, List<Property> properties, int allocationFailures) {
  /** The most vCPUs that a program has. */
  public static final int MOST_VCPUS = 64;

  public Program {
    vcpus = copy("vcpus", vcpus);
    properties = copy("properties", properties);
    if (vcpus.isEmpty() || vcpus.size() > MOST_VCPUS) {
      throw new ModelException(
          "a program has 1 to " + MOST_VCPUS + " vCPUs: vcpus=" + vcpus.size());
    }
    Set<String> names = new HashSet<>();
    for (Vcpu<?> vcpu : vcpus) {
      if (!names.add(vcpu.name())) {
        throw new ModelException(
            "the vCPUs of a program have different names: name=" + vcpu.name());
      }
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

  private static <E> List<E> copy(String what, List<? extends E> list) {
    if (list == null || list.stream().anyMatch(element -> element == null)) {
      throw new ModelException("no part of a program is null: " + what + "=" + list);
    }
    return List.copyOf(list);
  }

  /** A program in which no allocation fails. */
  public static Program of(List<? extends Vcpu<?>> vcpus, Property... properties) {
    return new Program(copy("vcpus", vcpus), copy("properties", Arrays.asList(properties)), 0);
  }

  /** A program to which vCPUs and properties are added one by one. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the parts of a program. */
  public static final class Builder {
    private final List<Vcpu<?>> vcpus = new ArrayList<>();
    private final List<Property> properties = new ArrayList<>();
    private int allocationFailures;

    private Builder() {}

    /** Adds a vCPU that runs a body once. */
    public Builder vcpu(String name, Runnable body) {
      return vcpu(Vcpu.of(name, body));
    }

    /** Adds a vCPU. */
    public Builder vcpu(Vcpu<?> vcpu) {
      vcpus.add(vcpu);
      return this;
    }

    /**
     * Adds vCPUs that run one body once each, and so are interchangeable.
     *
     * @param count how many; their names are "vcpu" and their index in the program
     */
    public Builder vcpus(int count, Runnable body) {
      return vcpus(count, name -> Vcpu.of(name, body));
    }

    /**
     * Adds vCPUs that run one body in several rounds, a step each, and so are interchangeable.
     *
     * @param count how many; their names are "vcpu" and their index in the program
     * @param rounds how many rounds each runs
     * @param body what a round does, given its number from 0
     */
    public Builder vcpus(int count, int rounds, IntConsumer body) {
      return vcpus(count, name -> Vcpu.rounds(name, rounds, body));
    }

    private Builder vcpus(int count, NamedVcpu vcpu) {
      if (count < 1) {
        throw new ModelException("a number of vCPUs is at least 1: count=" + count);
      }
      for (int added = 0; added < count; added++) {
        vcpu(vcpu.named("vcpu" + vcpus.size()));
      }
      return this;
    }

    /** Adds properties. */
    public Builder properties(Property... more) {
      properties.addAll(Arrays.asList(more));
      return this;
    }

    /** Adds {@link Property#always(String, BooleanSupplier)}. */
    public Builder always(String name, BooleanSupplier condition) {
      return properties(Property.always(name, condition));
    }

    /** Adds {@link Property#always(String, Property.Check)}. */
    public Builder always(String name, Property.Check check) {
      return properties(Property.always(name, check));
    }

    /** Adds {@link Property#atEnd(String, BooleanSupplier)}. */
    public Builder atEnd(String name, BooleanSupplier condition) {
      return properties(Property.atEnd(name, condition));
    }

    /** Adds {@link Property#atEnd(String, Property.Check)}. */
    public Builder atEnd(String name, Property.Check check) {
      return properties(Property.atEnd(name, check));
    }

    /** Adds {@link Property#sometimes}. */
    public Builder sometimes(String name, BooleanSupplier condition) {
      return properties(Property.sometimes(name, condition));
    }

    /** Adds {@link Property#noDataRace}. */
    public Builder noDataRace() {
      return properties(Property.noDataRace());
    }

    /** Adds {@link Property#noLivelock}. */
    public Builder noLivelock() {
      return properties(Property.noLivelock());
    }

    /** Adds {@link Property#noStuckVcpu}. */
    public Builder noStuckVcpu() {
      return properties(Property.noStuckVcpu());
    }

    /** Adds {@link Property#lockFree}. */
    public Builder lockFree() {
      return properties(Property.lockFree());
    }

    /** Adds {@link Property#noLeak}. */
    public Builder noLeak(Slab<?>... slabs) {
      return properties(Property.noLeak(slabs));
    }

    /**
     * Lets allocations fail.
     *
     * @param most how many fail, at most, in one execution
     */
    public Builder allocationFailures(int most) {
      allocationFailures = most;
      return this;
    }

    /**
     * The program.
     *
     * @throws ModelException if it has no vCPU, or two of one name
     */
    public Program build() {
      return new Program(vcpus, properties, allocationFailures);
    }
  }

  @FunctionalInterface
  private interface NamedVcpu {
    Vcpu<?> named(String name);
  }
}
