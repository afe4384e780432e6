package vcpucheck.scenarios.catalogue;

import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

/** The scenarios of Xen's OP-TEE mediator. */
public final class OpteeCatalogue implements Catalogue {
  @Override
  public List<Scenario> scenarios() {
    return List.of(CookieReuse.scenario());
  }

  @Override
  public List<Named> revisions() {
    return Stream.of(Revision.values())
        .map(revision -> new Named(revision.label(), "about"))
        .toList();
  }

  @Override
  public List<Named> variants() {
    return Stream.of(Variant.values()).map(variant -> new Named(variant.label(), "about")).toList();
  }

  @Override
  public List<Named> mutants() {
    return Stream.of(Mutant.values()).map(mutant -> new Named(mutant.label(), "about")).toList();
  }
}
