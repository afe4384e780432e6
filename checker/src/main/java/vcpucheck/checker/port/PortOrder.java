package vcpucheck.checker.port;

import java.util.List;

/**
 * What a vCPU that runs alone does otherwise on a candidate: the order that real code must keep.
 *
 * @param scenario the scenario's number in its catalogue
 * @param vcpus how many vCPUs it has
 * @param vcpu the vCPU's name
 * @param stretches what is added and what is left out, in the order of the runs
 */
public record PortOrder(String scenario, int vcpus, String vcpu, List<Stretch> stretches) {
  public PortOrder {
    stretches = List.copyOf(stretches);
  }
}
