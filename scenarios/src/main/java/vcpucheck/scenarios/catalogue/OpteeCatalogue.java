package vcpucheck.scenarios.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.catalogue.RealCode;
import vcpucheck.checker.catalogue.Recordings;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.mediator.Mediator;
import vcpucheck.mediator.Variant;
import vcpucheck.scenarios.catalogue.buffers.BufferChapter;
import vcpucheck.scenarios.catalogue.calls.CallChapter;
import vcpucheck.scenarios.catalogue.cookies.CookieChapter;
import vcpucheck.scenarios.catalogue.hostile.HostileChapter;
import vcpucheck.scenarios.catalogue.lifecycle.LifecycleChapter;
import vcpucheck.scenarios.catalogue.linearizability.LinearizabilityChapter;
import vcpucheck.scenarios.catalogue.lockfree.LockFreeChapter;
import vcpucheck.scenarios.catalogue.rpc.RpcChapter;
import vcpucheck.scenarios.conform.MediatorRecordings;
import vcpucheck.scenarios.form.Form;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.property.Properties;
import vcpucheck.scenarios.spec.TableSpecification;
import vcpucheck.scenarios.tee.OpTee;
import vcpucheck.scenarios.world.World;

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
    return Form.CODE_BASE.revisions();
  }

  @Override
  public List<Change> changes() {
    return Form.CODE_BASE.changes();
  }

  @Override
  public List<Named> variants() {
    return Stream.of(Variant.values())
        .map(variant -> new Named(variant.label(), variant.about()))
        .toList();
  }

  @Override
  public List<Class<?>> codeUnderTest() {
    return List.of(
        Mediator.class,
        OpteeCatalogue.class,
        Form.class,
        Guest.class,
        OpTee.class,
        Properties.class,
        TableSpecification.class,
        World.class);
  }

  @Override
  public Optional<Recordings> recordings() {
    return Optional.of(new MediatorRecordings());
  }

  @Override
  public RealCode realCode() {
    return new OpteeSource();
  }

  @Override
  public Glossary glossary() {
    return OpteeGlossary.GLOSSARY;
  }

  @Override
  public List<Named> mutants() {
    return Form.CODE_BASE.mutants();
  }
}
