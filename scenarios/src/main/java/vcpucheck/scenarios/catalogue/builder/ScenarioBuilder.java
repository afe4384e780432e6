package vcpucheck.scenarios.catalogue.builder;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.property.Properties;

/** Puts one scenario of the catalogue together. */
public final class ScenarioBuilder {
  private final String id;
  private final String name;
  private final List<Integer> vcpus = new ArrayList<>();
  private final List<String> properties = new ArrayList<>(Properties.NAMES);
  private final List<Expectation> expectations = new ArrayList<>();
  private Variant variant = Variant.LOCKED;
  private boolean release;
  private Optional<Revision> largeWithoutLocks = Optional.empty();
  private final Set<Revision> lowestWithoutLocks = EnumSet.noneOf(Revision.class);
  private Optional<BiFunction<Memory, Configuration, Program>> alike = Optional.empty();
  private String lesson = "";
  private String source = "";

  private ScenarioBuilder(String id, String name) {
    this.id = id;
    this.name = name;
  }

  /** Begins a scenario with a number and a name. */
  public static ScenarioBuilder of(String id, String name) {
    return new ScenarioBuilder(id, name);
  }

  /** What one would believe, or what goes wrong. */
  public ScenarioBuilder lesson(String text) {
    lesson = text;
    return this;
  }

  /** Where it comes from. */
  public ScenarioBuilder source(String text) {
    source = text;
    return this;
  }

  /** How many vCPUs it may have, the default first. */
  public ScenarioBuilder vcpus(Integer... counts) {
    vcpus.addAll(List.of(counts));
    return this;
  }

  /** Properties beyond the common ones. */
  public ScenarioBuilder checks(String... names) {
    properties.addAll(List.of(names));
    return this;
  }

  /** Properties instead of the common ones. */
  public ScenarioBuilder checksOnly(String... names) {
    properties.clear();
    return checks(names);
  }

  /**
   * Without locks it is too large for the default suite from a revision on, with the lowest free
   * slot too.
   *
   * <p>The mediator without locks is expected to show a guest what the other shows, on the newest
   * release and on its repair, unless {@link #lockFree} says otherwise.
   */
  public ScenarioBuilder largeWithoutLocks(Revision first) {
    largeWithoutLocks = Optional.of(first);
    return lowestWithoutLocks(
        Stream.of(Revision.values())
            .filter(revision -> revision.compareTo(first) >= 0)
            .toArray(Revision[]::new));
  }

  /**
   * Without locks allocations take the lowest free slot on some revisions: with any there are too
   * many states, for tables that are scanned in the order of their slots tell slots apart.
   */
  public ScenarioBuilder lowestWithoutLocks(Revision... revisions) {
    lowestWithoutLocks.addAll(List.of(revisions));
    return this;
  }

  private boolean isLargeWithoutLocks(Revision revision) {
    return largeWithoutLocks.map(first -> revision.compareTo(first) >= 0).orElse(false);
  }

  /** What follows is about the mediator without locks, and all that is expected of it. */
  public ScenarioBuilder lockFree() {
    variant = Variant.LOCK_FREE;
    release = false;
    return this;
  }

  /**
   * What follows, up to {@link #lockFree}, is about a release build, in which a failing {@code
   * ASSERT} does nothing.
   */
  public ScenarioBuilder inRelease() {
    release = true;
    return this;
  }

  /** Revisions, from one to another, on which a property is violated. */
  public ScenarioBuilder violated(String property, Revision first, Revision last) {
    return expect(first, last, form -> Expectation.violated(form, property));
  }

  /** Revisions, from one to another, on which some property is violated. */
  public ScenarioBuilder violated(Revision first, Revision last) {
    return expect(first, last, Expectation::violated);
  }

  /** Revisions, from one to another, on which everything holds. */
  public ScenarioBuilder verified(Revision first, Revision last) {
    return expect(first, last, Expectation::verified);
  }

  /* Without locks the default suite takes the last of the range. */
  private ScenarioBuilder expect(
      Revision first, Revision last, Function<Configuration, Expectation> expectation) {
    for (Revision revision : Revision.values()) {
      if (revision.compareTo(first) >= 0 && revision.compareTo(last) <= 0) {
        Expectation one = expectation.apply(on(revision, Optional.empty()));
        Expectation built = release ? one.asRelease() : one;
        expectations.add(isLarge(revision, last) ? built.asLarge() : built);
      }
    }
    return this;
  }

  private boolean isLarge(Revision revision, Revision last) {
    return variant == Variant.LOCK_FREE && (revision != last || isLargeWithoutLocks(revision));
  }

  /** What one revision shows with another number of vCPUs than the default. */
  public ScenarioBuilder withVcpus(
      int count, Revision revision, Function<Configuration, Expectation> expectation) {
    Configuration form = on(revision, Optional.empty());
    expectations.add(
        expectation.apply(
            new Configuration(form.revision(), form.variant(), form.mutant(), count)));
    return this;
  }

  /** A weakening of a revision that must be caught. */
  public ScenarioBuilder caught(String mutant, Revision revision, String property) {
    expectations.add(Expectation.violated(on(revision, Optional.of(mutant)), property));
    return this;
  }

  /** A revision on which everything holds under weak memory models. */
  public ScenarioBuilder verifiedUnder(Revision revision, MemoryModel... models) {
    return under(Expectation.verified(on(revision, Optional.empty())), models);
  }

  /** The same, outside of the default suite. */
  public ScenarioBuilder verifiedAtLengthUnder(Revision revision, MemoryModel... models) {
    return under(Expectation.verified(on(revision, Optional.empty())).asLarge(), models);
  }

  /** A revision on which a property is violated under weak memory models. */
  public ScenarioBuilder violatedUnder(String property, Revision revision, MemoryModel... models) {
    return under(Expectation.violated(on(revision, Optional.empty()), property), models);
  }

  /** A weakening that must be caught under memory models. */
  public ScenarioBuilder caughtUnder(
      String mutant, Revision revision, String property, MemoryModel... models) {
    return under(Expectation.violated(on(revision, Optional.of(mutant)), property), models);
  }

  /** A weakening that cannot show under memory models, for they keep what it leaves to chance. */
  public ScenarioBuilder harmlessUnder(String mutant, Revision revision, MemoryModel... models) {
    return under(Expectation.verified(on(revision, Optional.of(mutant))), models);
  }

  private ScenarioBuilder under(Expectation expectation, MemoryModel... models) {
    Stream.of(models).map(expectation::under).forEach(expectations::add);
    return this;
  }

  private Configuration on(Revision revision, Optional<String> mutant) {
    return new Configuration(revision.label(), variant.label(), mutant, vcpus.get(0));
  }

  /** The program of any number of vCPUs that all do the same: see {@link Scenario#alike}. */
  public ScenarioBuilder alike(BiFunction<Memory, Configuration, Program> programs) {
    alike = Optional.of(programs);
    return this;
  }

  /** The scenario, with the program of a configuration. */
  public Scenario program(BiFunction<Memory, Configuration, Program> programs) {
    if (variant == Variant.LOCKED) {
      expectations.addAll(expectations.stream().flatMap(this::withoutLocks).toList());
    }
    return new CatalogueEntry(
        id,
        name,
        lesson,
        source,
        vcpus,
        properties,
        expectations,
        lowestWithoutLocks,
        programs,
        alike);
  }

  private Stream<Expectation> withoutLocks(Expectation locked) {
    Configuration form = locked.configuration();
    boolean isAsked =
        locked.isSequential()
            && form.mutant().isEmpty()
            && form.vcpus() == vcpus.get(0)
            && Revision.of(form.revision()).compareTo(Revision.XEN_4_22) >= 0;
    if (!isAsked) {
      return Stream.empty();
    }
    Expectation other =
        locked.on(
            new Configuration(
                form.revision(), Variant.LOCK_FREE.label(), Optional.empty(), form.vcpus()));
    return Stream.of(isLargeWithoutLocks(Revision.of(form.revision())) ? other.asLarge() : other);
  }
}
