package vcpucheck.scenarios.property;

import vcpucheck.mediator.OpteeDomain;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.scenarios.tee.Partition;

/**
 * What the properties of one domain look at.
 *
 * @param machine the pages
 * @param domain the domain
 * @param firstFrame the domain's first guest frame
 * @param context the mediator's state of the domain
 * @param structs what the mediator allocates, for all domains
 * @param partition OP-TEE's state of the domain
 * @param behaviour which mediator it is
 */
public record WorldView(
    Machine machine,
    Domain domain,
    long firstFrame,
    OpteeDomain context,
    StructPools structs,
    Partition partition,
    Behaviour behaviour) {}
