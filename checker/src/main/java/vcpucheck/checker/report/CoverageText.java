package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.Result;
import vcpucheck.checker.SlabUse;
import vcpucheck.checker.memory.Slab;

/** What a search ran and assumed, in a line each. */
final class CoverageText {
  private CoverageText() {}

  /** "34 of 57 lines with operations, 12 of 15 C functions", and which choices were not made. */
  static String reached(Coverage coverage) {
    List<String> facts = new ArrayList<>();
    facts.add(part(coverage.lines(), coverage.missedLines(), "line") + " with operations");
    if (!coverage.functions().isEmpty() || !coverage.missedFunctions().isEmpty()) {
      facts.add(part(coverage.functions(), coverage.missedFunctions(), "C function"));
    }
    coverage.choices().stream()
        .filter(choice -> !choice.missed().isEmpty())
        .map(
            choice ->
                "nothing done after "
                    + choice.missed().stream().map(String::valueOf).collect(Collectors.joining("|"))
                    + " of choice \""
                    + choice.what()
                    + "\"")
        .forEach(facts::add);
    return String.join(", ", facts);
  }

  /** ", not f, g": the C functions that were not executing; empty if all were. */
  static String missed(Coverage coverage) {
    return coverage.missedFunctions().isEmpty()
        ? ""
        : ", not " + String.join(", ", coverage.missedFunctions());
  }

  /** What several searches have run together, of lines and functions. */
  static Coverage together(List<Coverage> parts) {
    List<String> lines = union(parts, Coverage::lines);
    List<String> functions = union(parts, Coverage::functions);
    return new Coverage(
        lines,
        without(union(parts, Coverage::missedLines), lines),
        functions,
        without(union(parts, Coverage::missedFunctions), functions),
        List.of(),
        List.of(),
        List.of(),
        0);
  }

  private static List<String> union(List<Coverage> parts, Function<Coverage, List<String>> of) {
    return parts.stream().map(of).flatMap(List::stream).distinct().sorted().toList();
  }

  private static List<String> without(List<String> all, List<String> some) {
    Set<String> taken = Set.copyOf(some);
    return all.stream().filter(one -> !taken.contains(one)).toList();
  }

  private static String part(List<String> done, List<String> missed, String noun) {
    return NumberFormats.grouped(done.size())
        + " of "
        + NumberFormats.counted(done.size() + missed.size(), noun);
  }

  /** Which free slots allocations take, as far as slabs differ; empty if there are no slabs. */
  static List<String> reuse(Result result) {
    List<Slab.Reuse> policies = result.slabs().stream().map(SlabUse::reuse).distinct().toList();
    if (policies.size() <= 1) {
      return policies.stream().map(Slab.Reuse::text).toList();
    }
    return policies.stream()
        .map(policy -> policy.text() + " (" + names(result, policy) + ")")
        .toList();
  }

  private static String names(Result result, Slab.Reuse policy) {
    return result.slabs().stream()
        .filter(slab -> slab.reuse() == policy)
        .map(SlabUse::name)
        .collect(Collectors.joining(", "));
  }

  /** What is left open of the order of accesses; empty if nothing is. */
  static String unordered(Coverage coverage) {
    return coverage.unorderedAccesses() == 0
        ? ""
        : "; "
            + NumberFormats.counted(coverage.unorderedAccesses(), "line")
            + " with atomic accesses weaker than sequentially consistent, whose order was not"
            + " checked";
  }
}
