package vcpucheck.checker.catalogue;

import java.util.Optional;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.model.VerdictKind;

/**
 * The verdict that a scenario must have on one form of the code under test, or that it may have
 * any.
 *
 * @param configuration the form
 * @param verdict verified or violated; empty if nothing is expected
 * @param property the property that is violated; empty if verified, or if any will do
 * @param large whether it is too large for the default suite
 * @param release whether it is a release build's, in which a failing {@code ASSERT} does nothing
 * @param memory the memory model under which it is had
 */
public record Expectation(
    Configuration configuration,
    Optional<VerdictKind> verdict,
    Optional<String> property,
    boolean large,
    boolean release,
    MemoryModel memory) {
  public Expectation {
    if (verdict.filter(kind -> kind == VerdictKind.INCOMPLETE).isPresent()) {
      throw new IllegalArgumentException("a scenario is expected to have a verdict");
    }
  }

  /** Expects a verdict under sequential consistency. */
  public Expectation(
      Configuration configuration,
      Optional<VerdictKind> verdict,
      Optional<String> property,
      boolean large,
      boolean release) {
    this(configuration, verdict, property, large, release, MemoryModel.SC);
  }

  /** Expects a violation of a property. */
  public static Expectation violated(Configuration configuration, String property) {
    return new Expectation(
        configuration, Optional.of(VerdictKind.VIOLATED), Optional.of(property), false, false);
  }

  /** Expects that everything holds. */
  public static Expectation verified(Configuration configuration) {
    return new Expectation(
        configuration, Optional.of(VerdictKind.VERIFIED), Optional.empty(), false, false);
  }

  /** Expects a violation of any property. */
  public static Expectation violated(Configuration configuration) {
    return new Expectation(
        configuration, Optional.of(VerdictKind.VIOLATED), Optional.empty(), false, false);
  }

  /** Expects nothing of another form, which is explored in the same way. */
  public Expectation nothingOn(Configuration other) {
    return new Expectation(other, Optional.empty(), Optional.empty(), large, release, memory);
  }

  /** Expects nothing. */
  public static Expectation nothing(Configuration configuration) {
    return new Expectation(configuration, Optional.empty(), Optional.empty(), false, false);
  }

  /** Whether there is a verdict that is expected. */
  public boolean isOfSomething() {
    return verdict.isPresent();
  }

  /** Whether that verdict is expected. */
  public boolean isOf(VerdictKind kind) {
    return verdict.filter(expected -> expected == kind).isPresent();
  }

  /** "expected violated: cookie-unique", or "nothing expected". */
  public String text() {
    return verdict
        .map(kind -> "expected " + kind.word() + property.map(name -> ": " + name).orElse(""))
        .orElse("nothing expected");
  }

  /** The same, outside of the default suite. */
  public Expectation asLarge() {
    return new Expectation(configuration, verdict, property, true, release, memory);
  }

  /** The same of a release build. */
  public Expectation asRelease() {
    return new Expectation(configuration, verdict, property, large, true, memory);
  }

  /** The same, of another form of the code under test. */
  public Expectation on(Configuration other) {
    return new Expectation(other, verdict, property, large, release, memory);
  }

  /** The same under a memory model. */
  public Expectation under(MemoryModel model) {
    return new Expectation(configuration, verdict, property, large, release, model);
  }

  /** Whether it is one under sequential consistency. */
  public boolean isSequential() {
    return memory == MemoryModel.SC;
  }
}
