package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Iteration;

/**
 * What one vCPU has observed so far, being read again by its code from the start; ends at the first
 * operation that it does not answer.
 */
final class History {
  /** One thing observed. */
  sealed interface Entry {}

  /** The result of an operation. */
  record Answer(@Nullable Object value) implements Entry {}

  /** A scope that has ended; stands for all that was observed in it. */
  record Scope(@Nullable Object value) implements Entry {}

  /** A function in progress. */
  record Entered() implements Entry {}

  /** A loop in progress; stands for all earlier iterations. */
  record Head(@Nullable Object state) implements Entry {}

  /** Unwinds code under test. */
  static final class Suspended extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Operation operation;

    Suspended(Operation operation) {
      super(null, null, false, false);
      this.operation = operation;
    }

    Operation operation() {
      return operation;
    }
  }

  private final List<Entry> entries;

  /** Whether scopes forget. */
  private final boolean forgets;

  private int position;
  private @Nullable Suspended unwinding;

  History(List<Entry> entries, boolean forgets) {
    this.entries = new ArrayList<>(entries);
    this.forgets = forgets;
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Whether everything observed has been read: what follows has not run before. */
  boolean isRead() {
    return position == entries.size();
  }

  /** Forgets everything: a vCPU's step has ended. */
  void clear() {
    truncate(0);
  }

  /** Answers an operation from the history, or unwinds. */
  @Nullable Object answer(Operation operation) {
    if (unwinding != null) {
      throw unwinding;
    }
    if (isRead()) {
      unwinding = new Suspended(operation);
      throw unwinding;
    }
    return ((Answer) entries.get(position++)).value();
  }

  /** Runs a scope. */
  <R extends @Nullable Object> R call(Supplier<R> body) {
    if (!forgets) {
      return body.get();
    }
    int start = position;
    if (isRead()) {
      append(new Entered());
    } else if (entries.get(position++) instanceof Scope scope) {
      return typed(scope.value());
    }
    R result = body.get();
    truncate(start);
    append(new Scope(result));
    return result;
  }

  /** Runs a loop. */
  <S, R extends @Nullable Object> R loop(S initial, Function<S, Iteration<S, R>> body) {
    if (!forgets) {
      return Iteration.run(initial, body);
    }
    int start = position;
    if (isRead()) {
      append(new Head(initial));
    } else if (entries.get(position++) instanceof Scope scope) {
      return typed(scope.value());
    }
    Function<S, Iteration<S, R>> forgetting =
        state -> {
          Iteration<S, R> iteration = body.apply(state);
          truncate(start);
          append(
              iteration instanceof Iteration.Again<S, R> again
                  ? new Head(again.state())
                  : new Scope(((Iteration.Done<S, R>) iteration).result()));
          return iteration;
        };
    return Iteration.run(History.<S>typed(((Head) entries.get(start)).state()), forgetting);
  }

  private void append(Entry entry) {
    entries.add(entry);
    position = entries.size();
  }

  private void truncate(int size) {
    entries.subList(size, entries.size()).clear();
    position = size;
  }

  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private static <R extends @Nullable Object> R typed(@Nullable Object value) {
    return (R) value;
  }
}
