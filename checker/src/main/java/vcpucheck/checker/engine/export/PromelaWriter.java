package vcpucheck.checker.engine.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.operation.OpText;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/**
 * What a search has unfolded, as a model for SPIN (Holzmann, The SPIN Model Checker, 2003): each
 * vCPU a process whose labels are the nodes of its automaton, each variable a global one that holds
 * the number of its value. A process never ends, for its end would be a transition; a state in
 * which something is wrong has no successors, as in the search. So both count the same.
 */
final class PromelaWriter {
  private static final int BYTE = 1 << 8;
  private static final int SHORT = 1 << 15;
  private static final int MOST_TEXT = 60;

  private final TransitionSystem system;
  private final Variables variables;
  private final PredicateCode always = new PredicateCode("always");
  private final PredicateCode atEnd = new PredicateCode("atEnd");
  private final StringBuilder text = new StringBuilder();

  PromelaWriter(TransitionSystem system) {
    this.system = system;
    variables = system.variables();
    system.properties().show(false, always);
    system.properties().show(true, atEnd);
  }

  /**
   * The model.
   *
   * @param notes what its head says of it
   */
  String write(List<String> notes) {
    text.append("/*\n");
    notes.forEach(note -> text.append(" * ").append(clean(note)).append('\n'));
    text.append(" */\n\n");
    declare();
    judge();
    for (int vcpu = 0; vcpu < system.vcpus().count(); vcpu++) {
      process(vcpu);
    }
    return text.toString();
  }

  // ---- memory ----

  private void declare() {
    for (int variable = Variables.NONE + 1; variable < variables.size(); variable++) {
      int codes = variables.codes(variable);
      text.append(codes <= BYTE ? "byte" : codes <= SHORT ? "short" : "int")
          .append(" v")
          .append(variable)
          .append(" = ")
          .append(variables.encode(variable, variables.start(variable)))
          .append("; /* ")
          .append(clean(variables.variable(variable).name()))
          .append(": ")
          .append(values(variable, codes))
          .append(" */\n");
    }
    long ended =
        Arrays.stream(system.vcpus().startNodes())
            .filter(node -> node == OperationTable.END)
            .count();
    text.append("bit wrong;\nbyte ended = ").append(ended).append(";\n\n");
  }

  private String values(int variable, int codes) {
    String all =
        IntStream.range(0, codes)
            .mapToObj(code -> variables.text(variable, variables.decode(variable, code)))
            .collect(Collectors.joining(" | "));
    return clean(all.length() <= MOST_TEXT ? all : all.substring(0, MOST_TEXT) + " ...");
  }

  // ---- properties ----

  private boolean hasPredicates() {
    return !always.isEmpty() || !atEnd.isEmpty();
  }

  private void judge() {
    if (!hasPredicates()) {
      return;
    }
    text.append("hidden byte bad;\nc_code {\n")
        .append(always.definitions())
        .append(atEnd.definitions())
        .append("  static int is_wrong(void) {\n  return ")
        .append(always.call())
        .append(" || (now.ended == ")
        .append(system.vcpus().count())
        .append(" && (")
        .append(atEnd.call())
        .append(
            """
            ));
              }
            }
            #define JUDGE c_code { bad = is_wrong(); }; assert(!bad); wrong = bad

            """);
  }

  // ---- vCPUs ----

  private void process(int vcpu) {
    OperationTable table = system.vcpus().table(vcpu);
    Map<Integer, List<Step>> steps = steps(table);
    text.append("active proctype vcpu").append(vcpu).append("() provided (!wrong) { /* ");
    text.append(clean(system.vcpus().name(vcpu))).append(" */\n");
    int start = system.vcpus().startNodes()[vcpu];
    BitSet reached = reached(start, steps);
    node(vcpu, start, steps);
    reached.clear(start);
    reached.stream().forEach(node -> node(vcpu, node, steps));
    text.append("}\n\n");
  }

  /** The steps that the search took or could have taken, by the nodes that they leave. */
  private Map<Integer, List<Step>> steps(OperationTable table) {
    Map<Integer, List<Step>> steps = new LinkedHashMap<>();
    StepReader reader = new StepReader(variables, table);
    for (long known : table.knownEffects()) {
      int node = (int) (known >>> Integer.SIZE);
      reader
          .read(node, (int) known)
          .forEach(step -> steps.computeIfAbsent(node, none -> new ArrayList<>()).add(step));
    }
    return steps;
  }

  private static BitSet reached(int start, Map<Integer, List<Step>> steps) {
    BitSet reached = new BitSet();
    List<Integer> waiting = new ArrayList<>(List.of(start));
    reached.set(start);
    for (int at = 0; at < waiting.size(); at++) {
      for (Step step : steps.getOrDefault(waiting.get(at), List.of())) {
        if (!reached.get(step.next())) {
          reached.set(step.next());
          waiting.add(step.next());
        }
      }
    }
    return reached;
  }

  private void node(int vcpu, int node, Map<Integer, List<Step>> steps) {
    OperationTable table = system.vcpus().table(vcpu);
    text.append(node == OperationTable.END ? "end" : "N").append(node).append(": /* ");
    text.append(clean(OpText.of(table.op(node), variables))).append(" */\n");
    List<String> options = options(vcpu, steps.getOrDefault(node, List.of()));
    if (table.slot(node) != Variables.NONE) {
      options.add(fault(node, table.slot(node)));
    } else if (table.shape(node) == OperationTable.FREE) {
      options.add(fault(node, table.variable(node)));
    }
    if (options.isEmpty()) {
      text.append("  false;\n");
      return;
    }
    text.append("  if\n");
    options.forEach(option -> text.append("  :: ").append(option).append('\n'));
    text.append("  fi;\n");
  }

  /** A use of what is not allocated changes nothing, and is wrong. */
  private static String fault(int node, int life) {
    return "atomic { v"
        + life
        + " != "
        + Variables.ALLOCATED
        + " -> assert(false) }; goto N"
        + node;
  }

  /** The options of a selection: steps that change nothing and lead to one node are one. */
  private List<String> options(int vcpu, List<Step> steps) {
    Map<Integer, TreeSet<String>> idle = new LinkedHashMap<>();
    List<String> options = new ArrayList<>();
    for (Step step : steps) {
      String judgement = judgement(vcpu, step);
      if (step.changes().isEmpty() && judgement.isEmpty() && step.isOnlyOne()) {
        idle.computeIfAbsent(step.next(), none -> new TreeSet<>()).add(step.guard());
      } else {
        String all = String.join("; ", step.changes()) + judgement;
        options.add(
            all.isEmpty()
                ? step.guard() + " -> goto " + label(step.next())
                : "atomic { "
                    + step.guard()
                    + " -> "
                    + all.replaceFirst("^; ", "")
                    + " }; goto "
                    + label(step.next()));
      }
    }
    idle.forEach(
        (next, guards) -> options.add(String.join(" || ", guards) + " -> goto " + label(next)));
    return options;
  }

  private static String label(int node) {
    return (node == OperationTable.END ? "end" : "N") + node;
  }

  /** What is to be done when a step has led to a node. */
  private String judgement(int vcpu, Step step) {
    PropertyChecker properties = system.properties();
    String counted = step.next() == OperationTable.END ? "; ended++" : "";
    var failure = properties.failed(vcpu, step.next());
    if (failure != null) {
      return counted + (failure.isViolation() ? "; assert(false)" : "") + "; wrong = 1";
    }
    boolean isObserved =
        step.written().stream().anyMatch(variable -> properties.observed()[variable]);
    boolean isEnd = step.next() == OperationTable.END && !atEnd.isEmpty();
    return hasPredicates() && (isObserved || isEnd) ? counted + "; JUDGE" : counted;
  }

  private static String clean(String words) {
    return words.replace("*/", "* /").replace("/*", "/ *").replace('\n', ' ');
  }
}
