package vcpucheck.mediator;

import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostics;
import vcpucheck.mediator.table.Structs;

/**
 * What a {@link Mediator} is made of.
 *
 * @param behaviour revision, limits and weakenings
 * @param variant how it synchronises
 * @param capacity how many structs fit in the heap that the model gives it
 * @param start whether the domains are known to OP-TEE from the start
 * @param diagnostics where its messages go
 */
public record MediatorConfig(
    Behaviour behaviour,
    Variant variant,
    Structs.Capacity capacity,
    Start start,
    Diagnostics diagnostics) {
  /** What has happened to the domains before a model starts. */
  public enum Start {
    /** {@link Mediator#domainInit} has succeeded for every domain. */
    DOMAINS_READY,
    /** Nothing; {@link Mediator#domainInit} is to be run. */
    DOMAINS_NEW
  }

  /** The locked mediator with ready domains, silent. */
  public static MediatorConfig of(Behaviour behaviour, Structs.Capacity capacity) {
    return new MediatorConfig(
        behaviour, Variant.LOCKED, capacity, Start.DOMAINS_READY, Diagnostics.NONE);
  }

  /** With another variant. */
  public MediatorConfig with(Variant other) {
    return new MediatorConfig(behaviour, other, capacity, start, diagnostics);
  }
}
