package vcpucheck.mediator;

import java.util.List;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.table.Quota;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;
import vcpucheck.mediator.xen.Domain;

/**
 * The mediator's state of one domain: {@code struct optee_domain}.
 *
 * <p>Made with the model, whether or not the domain has a context at the moment.
 */
@CFunction("struct optee_domain")
public final class OpteeDomain {
  private final Domain domain;
  private final Tables tables;
  private final Limits limits;
  private final IntCell tee;
  private final RefCell<StructPools.Context> allocation;
  private final IntCell preemptions;
  private final RefCell<ShmBuffer> lastFreed;

  OpteeDomain(Memory memory, Domain domain, Tables tables, Limits limits, boolean isReady) {
    this.domain = domain;
    this.limits = limits;
    this.tables = tables;
    tee = memory.intCell(domain.name() + ".arch.tee", isReady ? 1 : 0);
    allocation = memory.refCell(domain.name() + ".arch.tee.allocation");
    lastFreed = memory.refCell(domain.name() + ".last_freed");
    preemptions = memory.intCell(domain.name() + ".preemptions", 0);
  }

  /** The domain. */
  public Domain domain() {
    return domain;
  }

  Tables tables() {
    return tables;
  }

  /** What the domain may take. */
  public Limits limits() {
    return limits;
  }

  /** {@code d->arch.tee}: 1 while the domain has a context. */
  IntCell tee() {
    return tee;
  }

  /** What {@code domainInit} allocated, null if the domain was ready from the start. */
  RefCell<StructPools.Context> allocation() {
    return allocation;
  }

  /** How often the domain's destruction was preempted. */
  IntCell preemptions() {
    return preemptions;
  }

  /** What the mutant M-cursor-kept remembers. */
  RefCell<ShmBuffer> lastFreed() {
    return lastFreed;
  }

  /** {@code OPTEE_CLIENT_ID}: what OP-TEE knows the domain by. */
  public long clientId() {
    return domain.id() + 1L;
  }

  /** Whether the domain has a context. For properties and reports, like the rest below. */
  public boolean isPresent() {
    return tee.get() != 0;
  }

  /** The counters. */
  public Quota quota() {
    return tables.quota();
  }

  /** The calls in progress, oldest first. */
  public List<StdCall> calls() {
    return tables.calls().snapshot();
  }

  /** The RPC argument pages, oldest first. */
  public List<ShmRpc> rpcs() {
    return tables.rpcs().snapshot();
  }

  /** The shared buffers, oldest first. */
  public List<ShmBuffer> buffers() {
    return tables.buffers().snapshot();
  }
}
