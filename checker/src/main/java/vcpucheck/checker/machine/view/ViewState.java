package vcpucheck.checker.machine.view;

import java.util.Arrays;
import vcpucheck.checker.machine.operation.OperationTable;

/**
 * One state of a {@link ViewMachine}, unpacked: components are arrays that must not be changed but
 * replaced, so that copies are cheap.
 *
 * <p>A thread is its node and its views. A history is a list of messages, in modification order,
 * each a value's code, flags and a view.
 */
final class ViewState {
  /* Where in a thread what is. */
  static final int NODE = 0;

  /** What the vCPU knows. */
  static final int CURRENT = 1;

  /** What it would know after an acquire fence. */
  static final int LOADED = 2;

  /** What its relaxed stores carry: what it knew at the last release fence. */
  static final int RELEASED = 3;

  /** What its own stores have carried. */
  static final int OWN = 4;

  /** What its loads acquired, which its relaxed stores carry where stores are cumulative. */
  static final int CARRIED = 5;

  static final int THREAD = 6;

  /** The vCPU that has ended. */
  static final int[] ENDED = new int[THREAD];

  /** No vCPU. */
  static final int NO_VCPU = -1;

  /* Where in a message what is. */
  static final int VALUE = 0;
  static final int FLAGS = 1;
  static final int VIEW = 2;
  static final int MESSAGE = 3;

  /** The flag of a message that a read-modify-write wrote: nothing may come before it. */
  static final int GLUED = 1;

  /** Where in flags the vCPU is that has promised the message, plus 1. */
  private static final int OWNER_SHIFT = 1;

  private static final int OWNER_MASK = 0x7f;

  /** Where in flags the bits are of the vCPUs that had promises when the message came. */
  private static final int NEWER_SHIFT = 8;

  final int[][] threads;
  final int[][] histories;

  /** For each variable of which only the value is kept, its code. */
  final int[] values;

  /** The view of the sequentially consistent fences and accesses so far: positions only. */
  int sequential;

  ViewState(int vcpus, int variables) {
    threads = new int[vcpus][];
    histories = new int[variables][];
    values = new int[variables];
  }

  private ViewState(ViewState other) {
    threads = other.threads.clone();
    histories = other.histories.clone();
    values = other.values.clone();
    sequential = other.sequential;
  }

  ViewState copy() {
    return new ViewState(this);
  }

  int view(int vcpu, int which) {
    return threads[vcpu][which];
  }

  void setThread(int vcpu, int which, int number) {
    if (threads[vcpu][which] != number) {
      int[] changed = threads[vcpu].clone();
      changed[which] = number;
      threads[vcpu] = changed;
    }
  }

  /** How many messages a variable has. */
  int messages(int variable) {
    return histories[variable].length / MESSAGE;
  }

  int message(int variable, int position, int which) {
    return histories[variable][position * MESSAGE + which];
  }

  /** The code of a variable's last value. */
  int last(int variable) {
    return histories[variable] == null
        ? values[variable]
        : message(variable, messages(variable) - 1, VALUE);
  }

  boolean isGlued(int variable, int position) {
    return (message(variable, position, FLAGS) & GLUED) != 0;
  }

  /** The vCPU that has promised a message with such flags and not stored it yet, or below 0. */
  static int owner(int flags) {
    return (flags >> OWNER_SHIFT & OWNER_MASK) - 1;
  }

  /** The flag of a message that a vCPU has promised. */
  static int promisedBy(int vcpu) {
    return (vcpu + 1) << OWNER_SHIFT;
  }

  /** The flag of a message that came when a vCPU had made a promise. */
  static int newerThanPromise(int vcpu) {
    return 1 << (NEWER_SHIFT + vcpu);
  }

  /** Whether a vCPU has promised a message that it has not stored yet. */
  boolean hasPromises(int vcpu) {
    for (int[] history : histories) {
      for (int place = FLAGS; history != null && place < history.length; place += MESSAGE) {
        if (owner(history[place]) == vcpu) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether any vCPU has promises. */
  boolean hasPromises() {
    return promisesOfOthers(NO_VCPU) != 0;
  }

  /** The flags of a message that a vCPU adds now. */
  int promisesOfOthers(int vcpu) {
    int flags = 0;
    for (int other = 0; other < threads.length; other++) {
      flags |= other != vcpu && hasPromises(other) ? newerThanPromise(other) : 0;
    }
    return flags;
  }

  /** A promise is kept. */
  void fulfil(int variable, int position, int vcpu) {
    int[] history = histories[variable].clone();
    history[position * MESSAGE + FLAGS] &= ~(OWNER_MASK << OWNER_SHIFT);
    histories[variable] = history;
    if (hasPromises(vcpu)) {
      return;
    }
    for (int other = 0; other < histories.length; other++) {
      histories[other] = withoutFlag(histories[other], newerThanPromise(vcpu));
    }
  }

  private static int[] withoutFlag(int[] before, int flag) {
    int[] after = before;
    for (int place = FLAGS; before != null && place < before.length; place += MESSAGE) {
      if ((before[place] & flag) != 0) {
        after = after == before ? before.clone() : after;
        after[place] &= ~flag;
      }
    }
    return after;
  }

  /** Puts in a message before the one at a position. */
  void insert(int variable, int position, int value, int flags, int view) {
    int[] before = histories[variable];
    int[] after = new int[before.length + MESSAGE];
    int place = position * MESSAGE;
    System.arraycopy(before, 0, after, 0, place);
    System.arraycopy(before, place, after, place + MESSAGE, before.length - place);
    after[place + VALUE] = value;
    after[place + FLAGS] = flags;
    after[place + VIEW] = view;
    histories[variable] = after;
  }

  /** Lets a message carry nothing. */
  void carryNothing(int variable, int position, int empty) {
    if (message(variable, position, VIEW) != empty) {
      int[] history = histories[variable].clone();
      history[position * MESSAGE + VIEW] = empty;
      histories[variable] = history;
    }
  }

  /** Leaves only one message. */
  void replace(int variable, int value, int view) {
    histories[variable] = new int[] {value, 0, view};
  }

  /** Drops the first messages. */
  void drop(int variable, int count) {
    int[] before = histories[variable];
    int[] after = Arrays.copyOfRange(before, count * MESSAGE, before.length);
    after[FLAGS] &= ~GLUED;
    histories[variable] = after;
  }

  /** A function of views. */
  @FunctionalInterface
  interface Mapping {
    int apply(int view);
  }

  /** Replaces every view: of what is known of locations. */
  void mapPositions(Mapping mapping) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      for (int which = CURRENT; which < THREAD; which++) {
        setThread(vcpu, which, mapping.apply(threads[vcpu][which]));
      }
    }
    mapHistories(mapping);
    sequential = mapping.apply(sequential);
  }

  /** Replaces what vCPUs know. */
  void mapCurrent(Mapping mapping) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      if (threads[vcpu][NODE] != OperationTable.END) {
        setThread(vcpu, CURRENT, mapping.apply(threads[vcpu][CURRENT]));
      }
    }
  }

  /** Replaces every view that has bits, but for what vCPUs know. */
  void mapOthers(Mapping mapping, int[] used) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      boolean hasEnded = threads[vcpu][NODE] == OperationTable.END;
      for (int which : used) {
        if (!hasEnded && which != CURRENT) {
          setThread(vcpu, which, mapping.apply(threads[vcpu][which]));
        }
      }
    }
    mapHistories(mapping);
  }

  /**
   * Replaces every view that has bits.
   *
   * @param excepted the vCPU that knows of an access because it has made it
   * @param used which views of threads are kept
   */
  void mapBits(Mapping mapping, int excepted, int[] used) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      boolean hasEnded = threads[vcpu][NODE] == OperationTable.END;
      for (int which : used) {
        if (!hasEnded && (vcpu != excepted || which >= RELEASED)) {
          setThread(vcpu, which, mapping.apply(threads[vcpu][which]));
        }
      }
    }
    mapHistories(mapping);
  }

  private void mapHistories(Mapping mapping) {
    for (int variable = 0; variable < histories.length; variable++) {
      if (histories[variable] != null) {
        mapHistory(variable, mapping);
      }
    }
  }

  private void mapHistory(int variable, Mapping mapping) {
    int[] before = histories[variable];
    int[] after = before;
    for (int place = VIEW; place < before.length; place += MESSAGE) {
      int view = mapping.apply(before[place]);
      if (view != before[place]) {
        after = after == before ? before.clone() : after;
        after[place] = view;
      }
    }
    histories[variable] = after;
  }
}
