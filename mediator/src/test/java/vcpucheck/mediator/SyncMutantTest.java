package vcpucheck.mediator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Verdict;

/**
 * Whether every piece of synchronisation in the locked tables, counters and page references is
 * needed by some small model: each is taken away alone, and a model must then be violated.
 */
class SyncMutantTest {
  private static final Options OPTIONS =
      Options.defaults().with(Options.Build.RELEASE).withValidate(false);

  /**
   * Each piece, and the first model that needs it. There is none that no model needs: that the lock
   * is taken to store one flag in {@code put_std_call}, too, keeps {@code get_std_call}, which
   * reads the thread id and then the flag, from taking a call that has been resumed meanwhile.
   */
  private static final String NEEDED =
      """
      NO_CHECK LockedBufferTable.insert: same cookie, xen-4.22
      NO_CHECK LockedCallTable.take: double resume, xen-4.22
      NO_CHECK LockedRpcTable.insert: same argument cookie, xen-4.22
      NO_LOCK AtomicQuota.reserveTogether: registrations, repaired
      NO_LOCK AtomicQuota.returnTogether: registrations, repaired
      NO_LOCK LockedBufferTable.endUse: registrations, repaired
      NO_LOCK LockedBufferTable.find: registrations, xen-4.22
      NO_LOCK LockedBufferTable.insert: registrations, xen-4.22
      NO_LOCK LockedBufferTable.remove: registrations, xen-4.22
      NO_LOCK LockedBufferTable.removeAny: registrations, repaired
      NO_LOCK LockedCallTable.claim: argument pages, xen-4.22
      NO_LOCK LockedCallTable.insert: calls, xen-4.22
      NO_LOCK LockedCallTable.release: double resume, xen-4.22
      NO_LOCK LockedCallTable.releaseAndRemove: calls, repaired
      NO_LOCK LockedCallTable.remove: calls, xen-4.22
      NO_LOCK LockedRpcTable.endUse: foreign argument page
      NO_LOCK LockedRpcTable.find: argument pages, xen-4.22
      NO_LOCK LockedRpcTable.insert: argument pages, xen-4.22
      NO_LOCK LockedRpcTable.remove: argument pages, xen-4.22
      SPLIT_ATOMIC AtomicQuota.reserveBuffer: registrations, xen-4.22
      SPLIT_ATOMIC AtomicQuota.reserveCall: calls, xen-4.22
      SPLIT_ATOMIC AtomicQuota.reservePages: registrations, xen-4.22
      SPLIT_ATOMIC AtomicQuota.returnBuffer: registrations, xen-4.22
      SPLIT_ATOMIC AtomicQuota.returnCall: calls, xen-4.22
      SPLIT_ATOMIC AtomicQuota.returnPages: registrations, xen-4.22
      SPLIT_ATOMIC GuestPage.get: registrations, xen-4.22
      SPLIT_ATOMIC GuestPage.getAnyones: ballooned page
      SPLIT_ATOMIC GuestPage.put: registrations, xen-4.22
      """;

  @Test
  void each_piece_of_synchronisation_is_needed() {
    Map<String, Set<SyncMutant>> used = new LinkedHashMap<>();
    SyncModels.all()
        .forEach(
            (name, model) -> {
              Set<SyncMutant> sites = new TreeSet<>();
              Verdict verdict = run(model, Optional.empty(), sites);
              assertInstanceOf(Verdict.Verified.class, verdict, name);
              used.put(name, sites);
            });
    Set<SyncMutant> mutants = new TreeSet<>();
    used.values().forEach(mutants::addAll);
    StringBuilder needed = new StringBuilder();
    for (SyncMutant mutant : mutants) {
      needed.append(mutant).append(": ").append(needs(mutant, used)).append('\n');
    }
    assertEquals(NEEDED, needed.toString());
  }

  /** The first model that is violated without a piece, among those that use it. */
  private static String needs(SyncMutant mutant, Map<String, Set<SyncMutant>> used) {
    for (Map.Entry<String, SyncModels.Scenario> model : SyncModels.all().entrySet()) {
      boolean isUsed = used.getOrDefault(model.getKey(), Set.of()).contains(mutant);
      if (isUsed
          && run(model.getValue(), Optional.of(mutant), new TreeSet<>())
              instanceof Verdict.Violated) {
        return model.getKey();
      }
    }
    return "nothing";
  }

  private static Verdict run(
      SyncModels.Scenario model, Optional<SyncMutant> mutant, Set<SyncMutant> sites) {
    return Checker.of(
            memory -> {
              MutatingMemory mutating = new MutatingMemory(memory, mutant, sites);
              return model.build(mutating);
            })
        .with(OPTIONS)
        .run()
        .verdict();
  }
}
