package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.MemoryContract;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** The oracle's memory keeps the contract of every memory. */
final class NaiveMemoryTest implements MemoryContract {
  /** Allocations take any free slot; in the first interleaving the lowest, as other memories do. */
  private static final long INTERLEAVINGS = 10;

  @Override
  public Object run(Function<Memory, Supplier<Object>> script) {
    List<Object> results = new ArrayList<>();
    Model model =
        memory -> {
          Supplier<Object> code = script.apply(memory);
          return Program.of(List.of(Vcpu.of("only", () -> results.add(code.get()))));
        };
    NaiveExplorer.explore(model, INTERLEAVINGS).orElseThrow().problems().stream()
        .findAny()
        .ifPresent(
            problem -> {
              throw new ViolationException(problem.property(), problem.message());
            });
    return results.get(0);
  }
}
