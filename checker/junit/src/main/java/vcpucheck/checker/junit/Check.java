package vcpucheck.checker.junit;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Result;
import vcpucheck.checker.trace.Counterexample;

/** The check of a model under one memory model and build. */
final class Check extends AbstractTestDescriptor implements Node<ModelCheckEngine.Context> {
  static final String SEGMENT = "check";

  private final ModelMethod method;
  private final ModelCheck wanted;
  private final Options options;

  Check(
      UniqueId parent,
      ModelMethod method,
      ModelCheck wanted,
      MemoryModel memory,
      Options.Build build) {
    super(
        parent.append(SEGMENT, name(memory, build)),
        method.method().getName() + "[" + name(memory, build) + "]",
        method.source());
    this.method = method;
    this.wanted = wanted;
    options =
        Options.builder()
            .memory(memory)
            .build(build)
            .limits(limits(wanted))
            .workers(wanted.workers())
            .build();
  }

  /** "sc", or "sc-release" for a build in which assertions do nothing. */
  private static String name(MemoryModel memory, Options.Build build) {
    return build == Options.Build.DEBUG
        ? memory.word()
        : memory.word() + "-" + build.name().toLowerCase(Locale.ROOT);
  }

  private static Limits limits(ModelCheck wanted) {
    Limits limits = Limits.none().withStates(wanted.states());
    return wanted.seconds() == 0 ? limits : limits.withTime(Duration.ofSeconds(wanted.seconds()));
  }

  @Override
  public Type getType() {
    return Type.TEST;
  }

  @Override
  public ModelCheckEngine.Context execute(
      ModelCheckEngine.Context context, DynamicTestExecutor executor) {
    Result result = Checker.of(method.model()).with(options).run();
    try {
      if (wanted.violates().isEmpty()) {
        result.assertVerified();
      } else {
        result.assertViolated(wanted.violates());
      }
    } catch (AssertionError failure) {
      throw withTrace(failure, result);
    }
    return context;
  }

  private AssertionError withTrace(AssertionError failure, Result result) {
    try {
      return result.counterexample().map(found -> withTrace(failure, found)).orElse(failure);
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e); /* the verdict matters more than its trace */
      return failure;
    }
  }

  private AssertionError withTrace(AssertionError failure, Counterexample found) {
    KeptTrace kept = new KeptTrace(method, options);
    Path file = kept.write(found, name(options.memory(), options.build()));
    return new AssertionError(failure.getMessage() + "\nTrace: " + file, failure);
  }
}
