package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vcpucheck.checker.report.Table.Align;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Returned;
import vcpucheck.checker.trace.Step;

/**
 * An interleaving as a table, one line for each operation, a horizontal line for each context
 * switch. A vCPU's operations stand below the guest action in progress.
 *
 * <p>Where there is room, each vCPU has a column and each operation its C function beside it. Where
 * there is not, the vCPUs share a column, each indented further than the one before, and the C
 * function stands above its operations.
 */
final class StepTable {
  private static final String INDENT = "  ";

  /** How wide the column of a vCPU must be to be readable. */
  private static final int LEAST_COLUMN = 36;

  private static final int LONG_CELL = 96;
  private static final int LONG_RETURN = 24;
  private static final int MANY_FUNCTIONS = 3;
  private static final int DEEPEST = 6;

  private final List<String> vcpus;
  private final boolean isFull;
  private final boolean isShared;
  private final String[] labels;
  private final boolean hasSources;
  private final boolean hasFunctions;
  private final Table table;
  private int last = -1;
  private String function = "";
  private boolean isShortened;

  private StepTable(List<String> vcpus, List<Step> steps, boolean isFull, boolean isShared) {
    this.vcpus = vcpus;
    this.isFull = isFull;
    this.isShared = isShared;
    labels = new String[vcpus.size()];
    hasSources = steps.stream().anyMatch(step -> !step.source().isEmpty());
    hasFunctions = steps.stream().anyMatch(step -> !step.function().isEmpty());
    List<String> heads = heads();
    List<Align> aligns = new ArrayList<>(heads.stream().map(head -> Align.LEFT).toList());
    aligns.set(0, Align.RIGHT);
    table = new Table(heads, aligns, INDENT);
    for (Excerpt.Run run : Excerpt.of(steps, isFull)) {
      add(run);
    }
  }

  /**
   * A table as text.
   *
   * @param isShortened whether some operations are summed up or cut
   */
  record Rendered(String text, boolean isShortened) {}

  /** The table in the layout that fits the width of the style. */
  static Rendered of(List<String> vcpus, List<Step> steps, TextStyle style) {
    List<Step> read = steps.stream().map(style::read).toList();
    StepTable apart = new StepTable(vcpus, read, style.isFull(), false);
    boolean hasRoom =
        apart.table.fits(style.width()) || apart.table.room(style.width()) >= LEAST_COLUMN;
    StepTable chosen = hasRoom ? apart : new StepTable(vcpus, read, style.isFull(), true);
    return new Rendered(chosen.table.render(style.width()), chosen.isShortened);
  }

  private List<String> heads() {
    List<String> heads = new ArrayList<>();
    heads.add("step");
    if (isShared) {
      heads.add("operation");
    } else {
      heads.addAll(vcpus);
    }
    if (hasSources) {
      heads.add("Java source");
    }
    if (hasFunctions && !isShared) {
      heads.add("C function");
    }
    return heads;
  }

  private void add(Excerpt.Run run) {
    Step head = run.head();
    boolean switched = last >= 0 && last != head.vcpu();
    if (switched) {
      table.rule();
    }
    if (switched || !head.label().equals(labels[head.vcpu()])) {
      boolean goesOn = head.label().equals(labels[head.vcpu()]);
      label(head.vcpu(), "[" + shortened(head.label()) + (goesOn ? ", goes on]" : "]"));
      function = "";
    }
    labels[head.vcpu()] = head.label();
    last = head.vcpu();
    String functions = functions(run.steps());
    if (isShared && !functions.equals(function) && !functions.isEmpty()) {
      operation("", head.vcpu(), functions + ":", "", "");
    }
    function = functions;
    if (run.isWhole()) {
      whole(run.first(), head);
    } else {
      summary(run, functions);
    }
  }

  private void label(int vcpu, String text) {
    String shared = indent(vcpu) + vcpus.get(vcpu) + " " + text;
    table.add(row("", vcpu, isShared ? shared : text, "", ""));
  }

  private void whole(int index, Step step) {
    String value = step.value().isEmpty() ? "" : ": " + step.value();
    operation(
        Integer.toString(index + 1),
        step.vcpu(),
        shortened(step.operation() + value),
        step.source(),
        step.function());
    for (Returned returned : step.returns()) {
      operation("", step.vcpu(), shortened(text(returned, step)), "", "");
    }
  }

  /** "get_std_call returns optee_std_call#0"; what is long and stands above is not told twice. */
  private static String text(Returned returned, Step after) {
    String value = returned.value();
    boolean isAbove = value.length() > LONG_RETURN && value.equals(Story.result(after));
    return StoryText.returns(returned, isAbove ? "that" : value);
  }

  private String shortened(String text) {
    if (isFull || text.length() <= LONG_CELL) {
      return text;
    }
    isShortened = true;
    return text.substring(0, LONG_CELL) + " ...";
  }

  private void summary(Excerpt.Run run, String functions) {
    isShortened = true;
    operation(
        (run.first() + 1) + "-" + (run.first() + run.steps().size()),
        run.head().vcpu(),
        "(" + run.steps().size() + " operations: " + tally(run.steps()) + ")",
        "",
        functions);
  }

  private static String functions(List<Step> steps) {
    List<String> functions =
        steps.stream().map(Step::function).filter(name -> !name.isEmpty()).distinct().toList();
    return functions.size() <= MANY_FUNCTIONS
        ? String.join(", ", functions)
        : functions.get(0) + " ... " + functions.get(functions.size() - 1);
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

  /** Adds a line below a label; below the C function too, if that stands above. */
  private void operation(String number, int vcpu, String text, String source, String where) {
    boolean isBelowFunction = !number.isEmpty() && !where.isEmpty();
    String indent = isShared ? indent(vcpu) + (isBelowFunction ? "    " : "  ") : "";
    table.add(row(number, vcpu, indent + text, source, where));
  }

  private static String indent(int vcpu) {
    return "  ".repeat(Math.min(vcpu, DEEPEST));
  }

  private List<String> row(String number, int vcpu, String cell, String source, String where) {
    List<String> row = new ArrayList<>();
    row.add(number);
    if (isShared) {
      row.add(cell);
    } else {
      for (int column = 0; column < vcpus.size(); column++) {
        row.add(column == vcpu ? cell : "");
      }
    }
    if (hasSources) {
      row.add(source);
    }
    if (hasFunctions && !isShared) {
      row.add(where);
    }
    return row;
  }
}
