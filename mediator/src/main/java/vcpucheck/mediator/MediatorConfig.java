package vcpucheck.mediator;

import java.util.HashMap;
import java.util.Map;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostics;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;

/**
 * What a {@link Mediator} is made of.
 *
 * @param behaviour revision, limits and weakenings
 * @param variant how it synchronises
 * @param capacity how many structs fit in the heap that the model gives it
 * @param start whether the domains are known to OP-TEE from the start
 * @param diagnostics where its messages go
 * @param exceptions the limits of domains, by id, that have others than the behaviour's; entries of
 *     a page list are the same for all
 */
public record MediatorConfig(
    Behaviour behaviour,
    Variant variant,
    StructPools.Capacity capacity,
    Start start,
    Diagnostics diagnostics,
    Map<Integer, Limits> exceptions) {
  public MediatorConfig {
    exceptions = Map.copyOf(exceptions);
    for (Limits limits : exceptions.values()) {
      if (limits.listEntries() != behaviour.limits().listEntries()) {
        throw new IllegalArgumentException(
            "page lists have as many entries for every domain: listEntries="
                + limits.listEntries()
                + ", of other domains="
                + behaviour.limits().listEntries());
      }
    }
  }

  /** The same limits for every domain. */
  public MediatorConfig(
      Behaviour behaviour,
      Variant variant,
      StructPools.Capacity capacity,
      Start start,
      Diagnostics diagnostics) {
    this(behaviour, variant, capacity, start, diagnostics, Map.of());
  }

  /** What has happened to the domains before a model starts. */
  public enum Start {
    /** {@link Mediator#domainInit} has succeeded for every domain. */
    DOMAINS_READY,
    /** Nothing; {@link Mediator#domainInit} is to be run. */
    DOMAINS_NEW
  }

  /** The locked mediator with ready domains, silent. */
  public static MediatorConfig of(Behaviour behaviour, StructPools.Capacity capacity) {
    return new MediatorConfig(
        behaviour, Variant.LOCKED, capacity, Start.DOMAINS_READY, Diagnostics.NONE);
  }

  /** With another variant. */
  public MediatorConfig with(Variant other) {
    return new MediatorConfig(behaviour, other, capacity, start, diagnostics, exceptions);
  }

  /** With other limits for one domain. */
  public MediatorConfig with(int domain, Limits limits) {
    Map<Integer, Limits> more = new HashMap<>(exceptions);
    more.put(domain, limits);
    return new MediatorConfig(behaviour, variant, capacity, start, diagnostics, more);
  }

  /** How the mediator behaves towards a domain. */
  Behaviour behaviour(Domain domain) {
    return behaviour.with(exceptions.getOrDefault(domain.id(), behaviour.limits()));
  }
}
