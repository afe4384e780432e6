package vcpucheck.checker.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations on objects that are checked for linearizability, of one interleaving.
 *
 * @param operations in the order of their calls; none if no object is checked
 */
public record History(List<Operation> operations) {
  /** The first word of {@link Step#operation} where an operation begins. */
  public static final String CALL = "call ";

  /** Its first word where one ends. */
  public static final String RETURN = "return ";

  /** The number of a step that does not exist: the operation has not returned. */
  public static final int NEVER = 0;

  /**
   * One operation.
   *
   * @param vcpu the index of the vCPU that asked for it
   * @param text the operation and its arguments
   * @param answer what it answered; empty if it has not returned
   * @param called the number, from 1, of the step with its call
   * @param returned the number of the step with its return, or {@link #NEVER}
   */
  public record Operation(int vcpu, String text, String answer, int called, int returned) {
    private Operation returned(String newAnswer, int step) {
      return new Operation(vcpu, text, newAnswer, called, step);
    }
  }

  public History {
    operations = List.copyOf(operations);
  }

  /** The history in some steps. */
  public static History of(List<Step> steps) {
    List<Operation> operations = new ArrayList<>();
    Map<Integer, Deque<Integer>> open = new HashMap<>();
    for (int index = 0; index < steps.size(); index++) {
      Step step = steps.get(index);
      String text = step.operation();
      Deque<Integer> own = open.computeIfAbsent(step.vcpu(), vcpu -> new ArrayDeque<>());
      if (text.startsWith(CALL)) {
        own.push(operations.size());
        operations.add(
            new Operation(step.vcpu(), text.substring(CALL.length()), "", index + 1, NEVER));
      } else if (text.startsWith(RETURN) && !own.isEmpty()) {
        int at = own.pop();
        operations.set(at, operations.get(at).returned(text.substring(RETURN.length()), index + 1));
      }
    }
    return new History(operations);
  }
}
