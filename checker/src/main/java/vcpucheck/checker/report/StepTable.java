package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vcpucheck.checker.report.Table.Align;
import vcpucheck.checker.trace.Step;

/**
 * An interleaving as a table: one column for each vCPU, one line for each operation, a horizontal
 * line for each context switch. A vCPU's operations stand below the guest action in progress.
 */
final class StepTable {
  private static final int WIDTH = 52;

  private final List<String> vcpus;
  private final String[] labels;
  private final boolean hasSources;
  private final boolean hasFunctions;
  private final Table table;
  private int last = -1;

  private StepTable(List<String> vcpus, List<Step> steps) {
    this.vcpus = vcpus;
    labels = new String[vcpus.size()];
    hasSources = steps.stream().anyMatch(step -> !step.source().isEmpty());
    hasFunctions = steps.stream().anyMatch(step -> !step.function().isEmpty());
    List<Align> aligns = new ArrayList<>();
    List<String> heads = row("step", -1, "", "Java source", "C function");
    for (int column = 0; column < heads.size(); column++) {
      aligns.add(column == 0 ? Align.RIGHT : Align.LEFT);
    }
    for (int vcpu = 0; vcpu < vcpus.size(); vcpu++) {
      heads.set(1 + vcpu, vcpus.get(vcpu));
    }
    table = new Table(heads, aligns, WIDTH);
  }

  /** The table as text. */
  static String of(List<String> vcpus, List<Step> steps, Detail detail) {
    StepTable rendering = new StepTable(vcpus, steps);
    for (Excerpt.Run run : Excerpt.of(steps, detail)) {
      rendering.add(run);
    }
    return rendering.table.render("  ");
  }

  private void add(Excerpt.Run run) {
    Step head = run.head();
    boolean switched = last >= 0 && last != head.vcpu();
    if (switched) {
      table.rule();
    }
    if (switched || !head.label().equals(labels[head.vcpu()])) {
      boolean goesOn = head.label().equals(labels[head.vcpu()]);
      label(head.vcpu(), "[" + head.label() + (goesOn ? ", goes on]" : "]"));
    }
    labels[head.vcpu()] = head.label();
    last = head.vcpu();
    if (run.isWhole()) {
      whole(run.first(), head);
    } else {
      summary(run);
    }
  }

  private void label(int vcpu, String text) {
    table.add(row("", vcpu, text, "", ""));
  }

  private void whole(int index, Step step) {
    String value = step.value().isEmpty() ? "" : ": " + step.value();
    table.add(
        row(
            Integer.toString(index + 1),
            step.vcpu(),
            step.operation() + value,
            step.source(),
            step.function()));
  }

  private void summary(Excerpt.Run run) {
    table.add(
        row(
            (run.first() + 1) + "-" + (run.first() + run.steps().size()),
            run.head().vcpu(),
            "(" + run.steps().size() + " operations: " + tally(run.steps()) + ")",
            "",
            run.head().function()));
  }

  /** "3 load, 2 store, lock": how often each kind of operation occurs, in order of appearance. */
  private static String tally(List<Step> steps) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Step step : steps) {
      String operation = step.operation();
      int space = operation.indexOf(' ');
      counts.merge(space < 0 ? operation : operation.substring(0, space), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(count -> (count.getValue() == 1 ? "" : count.getValue() + " ") + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private List<String> row(String number, int vcpu, String cell, String source, String function) {
    List<String> row = new ArrayList<>();
    row.add(number);
    for (int column = 0; column < vcpus.size(); column++) {
      row.add(column == vcpu ? cell : "");
    }
    if (hasSources) {
      row.add(source);
    }
    if (hasFunctions) {
      row.add(function);
    }
    return row;
  }
}
