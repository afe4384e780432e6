package vcpucheck.scenarios.form;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.CodeSet;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.UnknownNameException;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

/**
 * What the names of a configuration stand for.
 *
 * @param fixes the changes that the mediator has
 * @param mutants its weakenings
 * @param surroundings the weakenings of what surrounds it
 * @param variant how it synchronises
 */
public record Form(
    Set<Fix> fixes, Set<Mutant> mutants, Set<WorldMutant> surroundings, Variant variant) {
  /** The names there are, for every form but the variant. */
  public static final CodeBase CODE_BASE =
      new CodeBase(
          Arrays.stream(Revision.values())
              .map(revision -> new Named(revision.label(), revision.about()))
              .toList(),
          Arrays.stream(Fix.values()).map(Form::change).toList(),
          Stream.concat(
                  Arrays.stream(Mutant.values())
                      .map(mutant -> new Named(mutant.label(), mutant.about())),
                  Arrays.stream(WorldMutant.values())
                      .map(mutant -> new Named(mutant.label(), mutant.about())))
              .toList());

  public Form {
    fixes = Collections.unmodifiableSet(copy(fixes, Fix.class));
    mutants = Collections.unmodifiableSet(copy(mutants, Mutant.class));
    surroundings = Collections.unmodifiableSet(copy(surroundings, WorldMutant.class));
  }

  private static <E extends Enum<E>> EnumSet<E> copy(Set<E> set, Class<E> type) {
    EnumSet<E> copy = EnumSet.noneOf(type);
    copy.addAll(set);
    return copy;
  }

  private static Change change(Fix fix) {
    return new Change(
        fix.name(),
        fix.subject(),
        fix.commit().isEmpty() ? List.of() : List.of(fix.commit()),
        Arrays.stream(Revision.values())
            .filter(revision -> revision.has(fix))
            .map(Revision::label)
            .collect(Collectors.toSet()));
  }

  /**
   * The form of a configuration.
   *
   * @throws UnknownNameException if a name is unknown
   * @throws IllegalArgumentException if the names do not go together
   */
  public static Form of(Configuration configuration) {
    CodeSet set = CODE_BASE.parse(configuration);
    EnumSet<Fix> fixes = EnumSet.noneOf(Fix.class);
    fixes.addAll(Revision.of(set.base()).fixes());
    set.added().forEach(change -> fixes.add(Fix.valueOf(change.name())));
    set.removed().forEach(change -> fixes.remove(Fix.valueOf(change.name())));
    return new Form(
        fixes,
        Stream.of(Mutant.values())
            .filter(mutant -> set.mutants().contains(mutant.label()))
            .collect(Collectors.toSet()),
        Stream.of(WorldMutant.values())
            .filter(mutant -> set.mutants().contains(mutant.label()))
            .collect(Collectors.toSet()),
        variant(configuration.variant()));
  }

  private static Variant variant(String label) {
    return Arrays.stream(Variant.values())
        .filter(variant -> variant.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownNameException(
                    "variant",
                    label,
                    Arrays.stream(Variant.values()).map(Variant::label).toList()));
  }

  /** Whether what surrounds the mediator has a weakening. */
  public boolean has(WorldMutant mutant) {
    return surroundings.contains(mutant);
  }

  /** The mediator's behaviour, with limits. */
  public Behaviour behaviour(Limits limits) {
    return new Behaviour(fixes, mutants, limits, false, 0);
  }
}
