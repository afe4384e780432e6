package vcpucheck.checker.machine.view;

import java.util.Arrays;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.OrderedUpdate.Known;

/**
 * What a view machine keeps of each variable, and where in a view it is: decided by {@link Usage}.
 *
 * <p>A view is an array: for each location the position known of it, then for each location the
 * position known of its sequentially consistent accesses, then bits: what is known of accesses that
 * must be ordered, and of updates of ghosts.
 */
final class ViewLayout {
  /** No location; no bit. */
  static final int NONE = -1;

  /** What is kept of a variable. */
  enum Kept {
    /** Its value: whoever accesses it finds the last one. */
    VALUE,
    /** Its last message: a lock that is only taken and released, the life of a slot. */
    LAST,
    /** Its messages. */
    MESSAGES
  }

  private final Kept[] kept;
  private final int[] location;
  private final int[] firstBit;

  /** For each ghost whose updates are told what happens before them. */
  private final int[] firstUpdateBit;

  private final boolean[] isMixed;
  private final boolean[] isGuarded;
  private final int vcpus;
  private final int locations;
  private final int bits;

  /** Whether views of loads that an acquire fence would acquire are kept. */
  final boolean keepsLoads;

  /** Whether views of a vCPU's own stores are kept. */
  final boolean keepsStores;

  ViewLayout(Variables variables, Usage usage, int vcpus) {
    this.vcpus = vcpus;
    int count = variables.size();
    kept = new Kept[count];
    location = new int[count];
    firstBit = new int[count];
    firstUpdateBit = new int[count];
    isMixed = new boolean[count];
    isGuarded = new boolean[count];
    Arrays.fill(location, NONE);
    Arrays.fill(firstBit, NONE);
    Arrays.fill(firstUpdateBit, NONE);
    int nextLocation = 0;
    int nextBit = 0;
    for (int variable = 0; variable < count; variable++) {
      kept[variable] = kept(variables, usage, variable);
      location[variable] = kept[variable] == Kept.MESSAGES ? nextLocation++ : NONE;
      int needed = bitsOf(variables, usage, variable);
      firstBit[variable] = needed == 0 ? NONE : nextBit;
      nextBit += needed;
      if (usage.told[variable]) {
        firstUpdateBit[variable] = nextBit;
        nextBit += vcpus * Known.MOST;
      }
      isMixed[variable] = needed > 1 + vcpus;
      isGuarded[variable] = usage.isGuarded(variable) && !isUnshared(variables, usage, variable);
    }
    locations = nextLocation;
    bits = nextBit;
    keepsLoads = usage.acquireFences;
    keepsStores = usage.storeFences;
  }

  private static Kept kept(Variables variables, Usage usage, int variable) {
    return switch (variables.variable(variable).type()) {
      case BUDGET -> Kept.VALUE;
      case SLOT -> Kept.LAST;
      case LOCK -> usage.probed[variable] ? Kept.MESSAGES : Kept.LAST;
      default ->
          isUnshared(variables, usage, variable)
                  || usage.isGuarded(variable)
                  || !usage.atomic[variable]
              ? Kept.VALUE
              : Kept.MESSAGES;
    };
  }

  /** Whether a variable is of one vCPU, or constant, or no variable of the code under test. */
  private static boolean isUnshared(Variables variables, Usage usage, int variable) {
    long accessors = usage.accessors[variable];
    boolean isOfOne = (accessors & (accessors - 1)) == 0;
    boolean isGlobal = variables.variable(variable).slot() == Variables.NONE;
    return variables.isGhost(variable) || (isGlobal && (isOfOne || !usage.written[variable]));
  }

  /*
   * Plain cells: is the last write known; and for each vCPU, is its last read. Where there are atomic
   * accesses too: for each vCPU, are its last atomic write and its last atomic read. Slots: is the
   * allocation known; and for each vCPU, is its last access.
   */
  private int bitsOf(Variables variables, Usage usage, int variable) {
    if (variables.variable(variable).type() == Variable.Type.SLOT) {
      return 1 + vcpus;
    }
    if (!usage.plain[variable]
        || usage.isGuarded(variable)
        || isUnshared(variables, usage, variable)) {
      return 0;
    }
    return usage.atomic[variable] ? 1 + 3 * vcpus : 1 + vcpus;
  }

  Kept kept(int variable) {
    return kept[variable];
  }

  /** Where in views the position of a variable is, or {@link #NONE}. */
  int location(int variable) {
    return location[variable];
  }

  int locations() {
    return locations;
  }

  int bits() {
    return bits;
  }

  /** How many ints a view has. */
  int length() {
    return 2 * locations + (bits + Integer.SIZE - 1) / Integer.SIZE;
  }

  /** Whether accesses of a variable must be ordered. */
  boolean hasBits(int variable) {
    return firstBit[variable] != NONE;
  }

  /** Whether a variable is accessed under one lock only. */
  boolean isGuarded(int variable) {
    return isGuarded[variable];
  }

  /** Whether a variable has plain and other accesses. */
  boolean isMixed(int variable) {
    return isMixed[variable];
  }

  /** The bit: is the last plain write known, or the allocation of a slot. */
  int writeBit(int variable) {
    return firstBit[variable];
  }

  /** The bit: is a vCPU's last plain read known, or its last access to a slot. */
  int readBit(int variable, int vcpu) {
    return firstBit[variable] + 1 + vcpu;
  }

  /** The bit: is a vCPU's last atomic write known. */
  int atomicWriteBit(int variable, int vcpu) {
    return firstBit[variable] + 1 + vcpus + vcpu;
  }

  /** The bit: is a vCPU's last atomic read known. */
  int atomicReadBit(int variable, int vcpu) {
    return firstBit[variable] + 1 + 2 * vcpus + vcpu;
  }

  /** Whether the updates of a ghost are told what happens before them. */
  boolean isTold(int variable) {
    return firstUpdateBit[variable] != NONE;
  }

  /**
   * The bit: are all updates of a ghost known that count and that a vCPU has made; the next ones:
   * are all but the last, all but the last two, and so on.
   */
  int updateBit(int variable, int vcpu) {
    return firstUpdateBit[variable] + vcpu * Known.MOST;
  }

  /** The bit after the last of a variable. */
  int endBit(int variable) {
    return firstBit[variable] + 1 + (isMixed[variable] ? 3 : 1) * vcpus;
  }

  /** Whether the same is kept in the same places. */
  boolean isSame(ViewLayout other) {
    return Arrays.equals(kept, other.kept)
        && Arrays.equals(firstBit, other.firstBit)
        && Arrays.equals(firstUpdateBit, other.firstUpdateBit)
        && Arrays.equals(isGuarded, other.isGuarded)
        && bits == other.bits
        && keepsLoads == other.keepsLoads
        && keepsStores == other.keepsStores;
  }
}
