package vcpucheck.scenarios.catalogue.rpc;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;

/**
 * S22: as S21, with the function id repaired, but not what comes after.
 *
 * <p>One would believe that the wrong function id is the whole defect. With the right one OP-TEE
 * continues and ends the call, and Xen does not complete it: the call stays, with the number of a
 * thread that is free.
 */
final class RestartThenCompletion {
  private RestartThenCompletion() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S22", "restart-then-completion")
        .lesson("a restart under the right id needs the completion too")
        .source("facts of the code: both halves of the restart in do_call_with_arg")
        .vcpus(2)
        .checks("faithfulness")
        .violated("faithfulness", Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .caught(Mutant.FIXED_ID.label(), Revision.XEN_4_22, "single-driver")
        .program(RestartThenCompletion::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return UnreachableArgument.program(memory, configuration);
  }
}
