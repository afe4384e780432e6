package vcpucheck.checker.cli.explorer;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.fixtures.ToyCatalogue;

/** The toy catalogue as scenes. */
final class Toys {
  private static final ToyCatalogue CATALOGUE = new ToyCatalogue();

  private Toys() {}

  static Form form(String id, String revision) {
    return new Form(
        id,
        new Configuration(revision, "plain", Optional.empty(), 2),
        MemoryModel.SC,
        Options.Build.DEBUG);
  }

  static Scene find(Form form) {
    Scenario scenario =
        CATALOGUE.scenarios().stream()
            .filter(one -> one.id().equals(form.id()))
            .findFirst()
            .orElseThrow(() -> new InputException("the scenario must be in the catalogue"));
    try {
      Configuration code = CATALOGUE.codeBase().canonical(form.configuration());
      return new Scene(
          new Form(form.id(), code, form.memory(), form.build()),
          scenario.name(),
          scenario.lesson(),
          scenario.properties(code),
          CATALOGUE.glossary(),
          Checker.of(scenario.model(code))
              .with(Options.defaults().with(form.memory()).with(form.build())));
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What a server is made of that begins at the start of a toy. */
  static ExplorerServer.Setup setup(
      Form form, ServerLimits limits, List<Throwable> bugs, LongSupplier time) {
    Scene scene = find(form);
    return new ExplorerServer.Setup(
        Toys::find, scene, ExplorerServer.startOf(scene), List.of(), limits, bugs::add, time);
  }
}
