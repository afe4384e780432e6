package vcpucheck.checker.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.trace.Returned;
import vcpucheck.checker.trace.Step;

/**
 * A counterexample in a few lines: the steps that led to the violation, those together that pass on
 * one value, and what C functions return that find what another vCPU did.
 *
 * @param lines in order
 * @param explanation what the story is made of
 */
public record Story(List<Line> lines, Explanation explanation) {
  /** Nothing is told. */
  public static final Story NONE = new Story(List.of(), Explanation.NONE);

  private static final String GIVES = " gives ";
  private static final int MOST_LINES = 15;

  public Story {
    lines = List.copyOf(lines);
  }

  /**
   * One line.
   *
   * @param vcpu the index of the vCPU
   * @param steps the indexes of its steps, sorted
   * @param phrase what they mean in the catalogue's words; empty if it has none for them
   * @param shown the index of the step that stands for them
   * @param step that step
   * @param isPassedOn whether the others pass on its value
   * @param source the index of the step of another vCPU whose write it reads; empty if there is
   *     none
   * @param missed the store that it misses; empty if it finds the last one
   * @param returned what a C function returns after the step, if that is what the line is about
   */
  public record Line(
      int vcpu,
      List<Integer> steps,
      Optional<String> phrase,
      int shown,
      Step step,
      boolean isPassedOn,
      Optional<Integer> source,
      Optional<Missed> missed,
      Optional<Returned> returned) {
    public Line {
      steps = List.copyOf(steps);
    }

    /** The number of its first step, from 1. */
    public int first() {
      return steps.get(0) + 1;
    }

    /** The number of its last step, from 1. */
    public int last() {
      return steps.get(steps.size() - 1) + 1;
    }
  }

  /** Tells a counterexample, in so few lines that the farthest steps may be left out. */
  public static Story of(List<Step> steps, Explanation explanation, Glossary glossary) {
    List<Explanation.SliceStep> nearest = new ArrayList<>(explanation.slice());
    nearest.sort(Comparator.comparingDouble(Explanation.SliceStep::distance));
    List<List<Integer>> groups;
    do {
      groups = groups(nearest, steps, explanation);
      nearest = nearest.subList(0, Math.max(0, nearest.size() - 1));
    } while (groups.size() > MOST_LINES);
    List<Line> lines = new ArrayList<>();
    groups.forEach(group -> lines.add(line(group, steps, explanation, glossary)));
    lines.addAll(returns(groups, steps, explanation, glossary));
    lines.sort(Comparator.comparingInt(Line::first));
    return new Story(lines, explanation);
  }

  /** What the calls return in which steps of the story find what another vCPU did, or do not. */
  private static List<Line> returns(
      List<List<Integer>> groups, List<Step> steps, Explanation explanation, Glossary glossary) {
    Set<Integer> told = groups.stream().flatMap(List::stream).collect(Collectors.toSet());
    return Stream.concat(
            readsOfOthers(steps, explanation).map(Dependence::to),
            explanation.missed().stream().map(Missed::by))
        .filter(told::contains)
        .flatMap(reader -> returned(reader, steps, glossary).stream())
        .distinct()
        .toList();
  }

  private static Stream<Dependence> readsOfOthers(List<Step> steps, Explanation explanation) {
    return explanation.dependences().stream()
        .filter(one -> one.kind() == Dependence.Kind.READ && one.to() < steps.size())
        .filter(one -> steps.get(one.from()).vcpu() != steps.get(one.to()).vcpu());
  }

  /** What the innermost call returns in which a step was taken, if that is not what it has read. */
  private static Optional<Line> returned(int reader, List<Step> steps, Glossary glossary) {
    OptionalInt at = Step.returnFrom(steps, reader);
    if (at.isEmpty()) {
      return Optional.empty();
    }
    Step step = steps.get(at.getAsInt());
    return step.callFrom(reader)
        .filter(call -> !call.value().equals(result(steps.get(reader))))
        .map(call -> line(at.getAsInt(), step, call, glossary));
  }

  private static Line line(int at, Step step, Returned returned, Glossary glossary) {
    return new Line(
        step.vcpu(),
        List.of(at),
        Optional.empty(),
        at,
        step,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(returned.with(glossary.named(returned.value()))));
  }

  /** Steps that pass on one value, together. */
  private static List<List<Integer>> groups(
      List<Explanation.SliceStep> told, List<Step> steps, Explanation explanation) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int step : told.stream().map(Explanation.SliceStep::step).sorted().toList()) {
      List<Integer> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
      if (!last.isEmpty() && goesOn(last.get(last.size() - 1), step, steps, explanation)) {
        last.add(step);
      } else {
        groups.add(new ArrayList<>(List.of(step)));
      }
    }
    return groups;
  }

  /** Whether a step only passes on the value of another, or fills what it allocated. */
  private static boolean goesOn(int from, int to, List<Step> steps, Explanation explanation) {
    Step before = steps.get(from);
    Step after = steps.get(to);
    boolean isSame = result(before).equals(result(after)) && !result(after).isEmpty();
    boolean isAllocated = before.operation().startsWith("alloc ");
    return before.vcpu() == after.vcpu()
        && explanation.dependences().stream()
            .filter(dependence -> dependence.from() == from && dependence.to() == to)
            .anyMatch(
                dependence ->
                    switch (dependence.kind()) {
                      case READ, VALUE -> isSame;
                      case ALLOCATION -> isAllocated;
                      default -> false;
                    });
  }

  /** The value that an operation leaves or finds. */
  public static String result(Step step) {
    int gives = step.value().lastIndexOf(GIVES);
    return gives < 0 ? step.value() : step.value().substring(gives + GIVES.length());
  }

  private static Line line(
      List<Integer> group, List<Step> steps, Explanation explanation, Glossary glossary) {
    Optional<String> phrase =
        group.stream()
            .map(steps::get)
            .map(step -> glossary.phrase(step.function(), step.operation(), step.value()))
            .flatMap(Optional::stream)
            .findFirst();
    boolean isAllocation = steps.get(group.get(0)).operation().startsWith("alloc ");
    int shown = group.get(isAllocation ? group.size() - 1 : 0);
    Optional<Missed> missed =
        explanation.missed().stream()
            .filter(one -> group.contains(one.by()))
            .reduce((first, last) -> last);
    Step plain = plain(steps.get(shown), missed.filter(one -> one.by() == shown));
    Step step = plain.with(glossary.named(plain.operation()), glossary.named(plain.value()));
    Optional<Integer> source =
        readsOfOthers(steps, explanation)
            .filter(dependence -> group.contains(dependence.to()))
            .map(Dependence::from)
            .reduce((first, last) -> last);
    boolean isPassedOn = group.size() > 1 && !isAllocation;
    return new Line(
        step.vcpu(), group, phrase, shown, step, isPassedOn, source, missed, Optional.empty());
  }

  /** What a step misses is told in other words than those that are part of its value. */
  private static Step plain(Step step, Optional<Missed> missed) {
    return missed.map(one -> step.with(step.operation(), one.value())).orElse(step);
  }
}
