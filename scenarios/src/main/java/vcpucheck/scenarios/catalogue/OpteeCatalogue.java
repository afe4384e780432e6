package vcpucheck.scenarios.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.buffers.BufferChapter;
import vcpucheck.scenarios.catalogue.calls.CallChapter;
import vcpucheck.scenarios.catalogue.cookies.CookieChapter;
import vcpucheck.scenarios.catalogue.hostile.HostileChapter;
import vcpucheck.scenarios.catalogue.lifecycle.LifecycleChapter;
import vcpucheck.scenarios.catalogue.linearizability.LinearizabilityChapter;
import vcpucheck.scenarios.catalogue.lockfree.LockFreeChapter;
import vcpucheck.scenarios.catalogue.rpc.RpcChapter;
import vcpucheck.scenarios.world.Forms;

/** The scenarios of Xen's OP-TEE mediator. */
public final class OpteeCatalogue implements Catalogue {
  @Override
  public List<Scenario> scenarios() {
    return Stream.of(
            CookieChapter.scenarios(),
            CallChapter.scenarios(),
            RpcChapter.scenarios(),
            BufferChapter.scenarios(),
            LifecycleChapter.scenarios(),
            HostileChapter.scenarios(),
            LockFreeChapter.scenarios(),
            LinearizabilityChapter.scenarios())
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Scenario::id))
        .toList();
  }

  @Override
  public List<Named> revisions() {
    return Stream.of(Revision.values()).map(Forms::named).toList();
  }

  @Override
  public List<Named> variants() {
    return Stream.of(Variant.values()).map(Forms::named).toList();
  }

  @Override
  public List<Named> mutants() {
    return Stream.of(
            Stream.of(Mutant.values()).map(Forms::named),
            Stream.of(Forms.queueAfter(), Forms.noSyncPause()),
            Forms.repairs().map(Forms::named))
        .flatMap(named -> named)
        .toList();
  }
}
