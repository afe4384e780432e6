package vcpucheck.checker;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.MemoryContract;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** The explorer's memory does what every memory does. */
final class SimulatedMemoryTest implements MemoryContract {
  /** Not validated: the answer leaves through what is captured, which the rules forbid. */
  @Override
  public Object run(Function<Memory, Supplier<Object>> script) {
    AtomicReference<Object> last = new AtomicReference<>();
    Result result =
        Checker.of(
                memory -> {
                  Supplier<Object> code = script.apply(memory);
                  return Program.of(List.of(Vcpu.of("vcpu0", () -> last.set(code.get()))));
                })
            .with(Options.defaults().withValidate(false))
            .run();
    if (result.verdict() instanceof Verdict.Violated violated) {
      throw new ViolationException(
          violated.counterexample().property(), violated.counterexample().message());
    }
    return Objects.requireNonNull(last.get());
  }
}
