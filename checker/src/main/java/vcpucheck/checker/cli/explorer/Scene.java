package vcpucheck.checker.cli.explorer;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.Checker;
import vcpucheck.checker.catalogue.Glossary;

/**
 * A scenario that can be walked through.
 *
 * @param form what it is, as the catalogue spells it
 * @param name the scenario's name
 * @param lesson one sentence about it
 * @param properties what is checked, besides what always is
 * @param glossary what its operations mean
 * @param checker asks the model
 */
public record Scene(
    Form form,
    String name,
    String lesson,
    List<String> properties,
    Glossary glossary,
    Checker checker) {
  public Scene {
    properties = List.copyOf(properties);
  }

  /** Finds the scene of a form. */
  @FunctionalInterface
  public interface Finder {
    /**
     * The scene.
     *
     * @throws vcpucheck.checker.cli.spi.InputException if there is none; says why
     */
    Scene find(Form form);
  }

  /** "S01 cookie-reuse on xen-4.13". */
  public String title() {
    return form.id() + " " + name + " on " + form.configuration().revision();
  }

  /** The rest of what a form is: "locked · 2 vCPUs · sc · debug". */
  String details() {
    Optional<String> mutant = form.configuration().mutant();
    return form.configuration().variant()
        + mutant.map(weakening -> " · " + weakening).orElse("")
        + " · "
        + form.configuration().vcpus()
        + " vCPUs · "
        + form.memory().word()
        + " · "
        + PositionToken.word(form.build());
  }
}
