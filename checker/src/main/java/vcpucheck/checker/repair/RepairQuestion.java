package vcpucheck.checker.repair;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.CodeSet;
import vcpucheck.checker.compare.Case;

/**
 * What is to be repaired, and of what.
 *
 * @param target the case that is to be verified
 * @param others the cases that must stay verified if they are
 * @param base the form of the code that is repaired, as {@code --revision} takes it
 * @param candidates the parts that a repair can have: a change that is added, or a mutant that is
 *     taken away
 * @param mostParts how many parts a repair has at most
 * @param isAll whether larger sets are wanted too, none of which contains a smaller one
 */
public record RepairQuestion(
    Case target,
    List<Case> others,
    String base,
    List<Coverage.Decision> candidates,
    int mostParts,
    boolean isAll) {
  public RepairQuestion {
    others = List.copyOf(others);
    candidates = List.copyOf(candidates);
  }

  /**
   * The parts that a form can be repaired by: every change that it lacks, and every mutant that it
   * has.
   *
   * @param without the names of changes and mutants that are not to be used
   */
  public static List<Coverage.Decision> candidates(
      CodeBase code, String base, Set<String> without) {
    CodeSet form = code.parse(base);
    Stream<Coverage.Decision> changes =
        code.changes().stream()
            .filter(change -> !form.has(change))
            .map(Change::name)
            .map(name -> new Coverage.Decision(name, true));
    Stream<Coverage.Decision> mutants =
        form.mutants().stream().map(name -> new Coverage.Decision(name, false));
    return Stream.concat(changes, mutants).filter(part -> !without.contains(part.name())).toList();
  }
}
