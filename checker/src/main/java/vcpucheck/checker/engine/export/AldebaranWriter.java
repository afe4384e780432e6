package vcpucheck.checker.engine.export;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OpText;

/**
 * The graph of visited states in the format of Aldebaran, which CADP, mCRL2 and others read: a
 * transition is labelled with the vCPU, its operation and what came of it.
 */
final class AldebaranWriter {
  private final TransitionSystem system;
  private final Exploration exploration;
  private final MemoryMachine machine;
  private final Transitions transitions = new Transitions();
  private final Map<ImmutableLongArray, Integer> numbers = new HashMap<>();
  private final StringBuilder text = new StringBuilder();
  private final int words;
  private int count;

  AldebaranWriter(TransitionSystem system, Exploration exploration) {
    this.system = system;
    this.exploration = exploration;
    machine = system.machine();
    words = system.codec().layout().words();
  }

  /** The graph; states in which something is wrong are not left. */
  String write() {
    int states = exploration.store().size();
    long[] state = new long[words];
    for (int number = 0; number < states; number++) {
      exploration.store().take(number, state);
      numbers.put(ImmutableLongArray.copyOf(state), number);
    }
    for (int number = 0; number < states; number++) {
      if (!exploration.isWrong(number)) {
        exploration.store().take(number, state);
        leave(number, state);
      }
    }
    return "des (0, " + count + ", " + states + ")\n" + text;
  }

  private void leave(int number, long[] state) {
    if (system.properties().isCut(state)) {
      return;
    }
    machine.expand(state, 0, transitions);
    for (int index = 0; index < transitions.count(); index++) {
      boolean isFaulty = transitions.isFaulty(index);
      int offset = transitions.offset(index);
      ImmutableLongArray target =
          ImmutableLongArray.copyOf(
              Arrays.copyOfRange(transitions.states(), offset, offset + words));
      count++;
      text.append('(')
          .append(number)
          .append(", \"")
          .append(label(index, state, isFaulty))
          .append("\", ")
          .append(isFaulty ? number : Objects.requireNonNull(numbers.get(target)).intValue())
          .append(")\n");
    }
  }

  private String label(int index, long[] state, boolean isFaulty) {
    int vcpu = transitions.vcpu(index);
    int node = machine.node(state, 0, vcpu);
    Op op = system.vcpus().table(vcpu).op(node);
    int alternative = transitions.alternative(index);
    String outcome = isFaulty ? "fault" : outcome(op, index, state, alternative);
    String label =
        system.vcpus().name(vcpu)
            + " "
            + OpText.of(op, system.variables())
            + (outcome.isEmpty() ? "" : ": " + outcome);
    return label.replace("\"", "'").replace('\n', ' ');
  }

  private String outcome(Op op, int index, long[] state, int alternative) {
    int vcpu = transitions.vcpu(index);
    long before = machine.found(state, 0, vcpu, alternative);
    long after = Semantics.after(op, before, system.variables());
    long result =
        switch (op.kind()) {
          case ALLOC, CHOOSE ->
              system
                  .vcpus()
                  .automaton(vcpu)
                  .resultBefore(machine.node(state, 0, vcpu), transitions.node(index));
          default -> Semantics.result(op, before, system.variables());
        };
    return OpText.outcome(op, before, after, result, system.variables());
  }
}
