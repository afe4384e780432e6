package vcpucheck.checker.engine.search;

import java.util.Locale;
import java.util.Optional;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/**
 * Notices that a program may grow for ever, so that its search would: a step that goes on and on
 * without a loop that forgets, a variable that takes ever more values, a program with ever more
 * places.
 */
final class GrowthWatch {
  /** Operations and scopes of one step that are more than a program without a loop has. */
  private static final int LONG_STEP = 2_000;

  private static final int MANY_VALUES = 1_000;
  private static final int MANY_NODES = 10_000;

  /** Operations one after the other that are more than a program of few rounds has. */
  private static final int FAR = 2_000;

  /** In how many batches in a row something must grow. */
  private static final int STREAK = 64;

  /**
   * In how many a program must if it has few places for its states: large programs grow for long.
   */
  private static final int LONG_STREAK = 1_000;

  private final Variables variables;
  private final Vcpus vcpus;

  /** For each variable and then for each vCPU, its values or places after the last batch. */
  private final int[] sizes;

  /** For each of them, in how many batches in a row it grew. */
  private final int[] streaks;

  /** How much there was of all of them after the last batch. */
  private int all;

  /** Whether none of them grew in it. */
  private boolean isStill;

  GrowthWatch(TransitionSystem system) {
    variables = system.variables();
    vcpus = system.vcpus();
    sizes = new int[variables.size() + vcpus.count()];
    streaks = new int[sizes.length];
  }

  /** Called after each batch. */
  void look() {
    int before = all;
    all = variables.growth();
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      all += vcpus.table(vcpu).size();
    }
    if (all != before || !isStill) {
      isStill = all == before;
      lookAtEach();
    }
  }

  private void lookAtEach() {
    for (int at = 0; at < sizes.length; at++) {
      int size = size(at);
      streaks[at] = size > sizes[at] ? streaks[at] + 1 : 0;
      sizes[at] = size;
    }
  }

  private int size(int at) {
    return at < variables.size() ? variables.codes(at) : vcpus.table(at - variables.size()).size();
  }

  /**
   * What grows, and what can be done about it; empty if nothing seems to grow for ever.
   *
   * @param states how many states the search has
   */
  Optional<String> diagnosis(long states) {
    return longStep().or(this::variable).or(() -> program(states));
  }

  private Optional<String> longStep() {
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      int last = vcpus.table(vcpu).size() - 1;
      int length = vcpus.automaton(vcpu).length(last);
      if (length > LONG_STEP) {
        return Optional.of(
            vcpus.name(vcpu)
                + " has done "
                + grouped(length)
                + " operations in one step"
                + at(vcpus.automaton(vcpu), last)
                + ": is this a loop? make it a memory.loop");
      }
    }
    return Optional.empty();
  }

  private Optional<String> variable() {
    for (int variable = 0; variable < variables.size(); variable++) {
      if (streaks[variable] >= STREAK && sizes[variable] > MANY_VALUES) {
        return Optional.of(
            variables.variable(variable).name()
                + " has taken "
                + grouped(sizes[variable])
                + " different values, and takes more"
                + writer(variable)
                + ": does it count for ever? bound it, or let it start again");
      }
    }
    return Optional.empty();
  }

  /** Where a variable was written by the last operation found that writes it. */
  private String writer(int variable) {
    for (Automaton automaton : vcpus.distinct()) {
      for (int node = automaton.table().size() - 1; node > OperationTable.END; node--) {
        if (automaton.table().variable(node) == variable && automaton.table().writes(node)) {
          return at(automaton, node);
        }
      }
    }
    return "";
  }

  private Optional<String> program(long states) {
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      int at = variables.size() + vcpu;
      int streak = sizes[at] > states / 2 ? STREAK : LONG_STREAK;
      boolean isFar = vcpus.automaton(vcpu).deepest() > FAR;
      if (streaks[at] >= streak && sizes[at] > MANY_NODES && isFar) {
        return Optional.of(
            vcpus.name(vcpu)
                + " has come to "
                + grouped(sizes[at])
                + " different places of its program, and comes to more"
                + at(vcpus.automaton(vcpu), sizes[at] - 1)
                + ": does the state of a loop or a step count for ever?");
      }
    }
    return Optional.empty();
  }

  private static String at(Automaton automaton, int node) {
    String source = automaton.source(node);
    return source.isEmpty() ? "" : ", at " + source;
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
