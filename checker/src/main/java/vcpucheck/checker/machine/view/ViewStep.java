package vcpucheck.checker.machine.view;

import vcpucheck.checker.machine.Effects;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.weak.UnknownComponent;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;

/** The transitions of one vCPU from one state of a {@link ViewMachine}. */
final class ViewStep {
  private final ViewMachine machine;
  private final Variables variables;
  private final ViewLayout kept;
  private final Views views;
  private final OperationTable program;
  private final int vcpu;
  private final ViewState before;
  private final int node;
  private final Op op;
  private final boolean hasPromises;
  private final Sink sink;
  private final AccessOrder order;

  /** Takes the outcomes of a step. */
  interface Sink {
    /**
     * A state that the step can lead to, not in canonical form yet.
     *
     * @param alternative see {@link Transitions#alternative}
     * @param changed the variable whose value may have changed
     */
    void next(ViewState after, int alternative, int changed);

    /** Something is wrong with the step. */
    void fault(Transitions.Fault fault);
  }

  ViewStep(ViewMachine machine, int vcpu, ViewState before, Sink sink) {
    this.machine = machine;
    this.vcpu = vcpu;
    this.before = before;
    this.sink = sink;
    hasPromises = machine.promises().isPresent() && before.hasPromises(vcpu);
    variables = machine.variables();
    kept = machine.kept();
    views = machine.views();
    program = machine.program(vcpu);
    node = before.view(vcpu, ViewState.NODE);
    op = program.op(node);
    order = new AccessOrder(machine, vcpu, op, sink);
  }

  /** Adds the transitions to the list. */
  void run() {
    if (hasPromises && ends(op)) {
      return;
    }
    switch (program.shape(node)) {
      case OperationTable.TABLE -> access();
      case OperationTable.CHOOSE -> choose();
      case OperationTable.ALLOC -> slots().alloc();
      case OperationTable.FREE -> slots().free();
      default -> {}
    }
  }

  /** Whether stores do not pass an operation before it is done. */
  static boolean ends(Op op) {
    return switch (op.kind()) {
      case LOCK, TRY_LOCK, UNLOCK, ALLOC, FREE, END, FAIL -> true;
      default -> false;
    };
  }

  private GhostStep ghosts() {
    return new GhostStep(machine, vcpu, before);
  }

  private SlotStep slots() {
    return new SlotStep(machine, this, vcpu, before, sink);
  }

  /** The operation. */
  Op op() {
    return op;
  }

  /** What it is ordered after. */
  AccessOrder order() {
    return order;
  }

  // ---- what comes of it ----

  void emit(ViewState after, long effect, int alternative, int changed) {
    after.setThread(vcpu, ViewState.NODE, Effects.next(effect));
    sink.next(after, alternative, changed);
  }

  private void fault(Transitions.Fault fault) {
    sink.fault(fault);
  }

  private long effect(int code) {
    long effect = machine.effects().effect(program, node, code, views.isGrowing());
    if (effect == Effects.UNKNOWN) {
      throw UnknownComponent.INSTANCE;
    }
    return effect;
  }

  long outcome(int index, long result) {
    long effect = machine.effects().outcome(program, node, index, result, views.isGrowing());
    if (effect == Effects.UNKNOWN) {
      throw UnknownComponent.INSTANCE;
    }
    return effect;
  }

  // ---- accesses ----

  private void access() {
    int variable = op.variable();
    if (op.kind() == Op.Kind.FENCE) {
      fence();
      return;
    }
    int slot = program.slot(node);
    if (slot != Variables.NONE && !isUsable(slot)) {
      return;
    }
    switch (kept.kept(variable)) {
      case VALUE -> accessValue(variable);
      case LAST -> accessLast(variable);
      case MESSAGES -> accessMessages(variable);
    }
  }

  private boolean isUsable(int slot) {
    if (before.message(slot, 0, ViewState.VALUE) != Variables.ALLOCATED) {
      fault(Transitions.Fault.USE_AFTER_FREE);
      return false;
    }
    if (!views.knows(before.view(vcpu, ViewState.CURRENT), kept.writeBit(slot))) {
      fault(Transitions.Fault.UNORDERED_USE);
      return false;
    }
    return true;
  }

  /** The state that an access leads to: other vCPUs do not know of it yet. */
  private ViewState touched(ViewState after) {
    int slot = program.slot(node);
    if (slot != Variables.NONE) {
      int bit = kept.readBit(slot, vcpu);
      after.mapBits(view -> views.without(view, bit), vcpu, machine.used());
    }
    return after;
  }

  private void accessValue(int variable) {
    int code = before.values[variable];
    long effect = kept.isTold(variable) ? ghosts().effect(code) : effect(code);
    if (effect == Effects.WAITS) {
      return;
    }
    ViewState after = before.copy();
    if (kept.isTold(variable)) {
      ghosts().count(after);
    }
    if (kept.hasBits(variable) && !order.isOrdered(after, variable, Effects.writes(effect))) {
      return;
    }
    after.values[variable] = Effects.code(effect);
    boolean isChanged = code != after.values[variable];
    emit(touched(after), effect, 0, isChanged ? variable : Variables.NONE);
  }

  private void accessLast(int lock) {
    int code = before.message(lock, 0, ViewState.VALUE);
    long effect = effect(code);
    if (effect == Effects.WAITS) {
      return;
    }
    ViewState after = before.copy();
    if (op.kind() == Op.Kind.LOCK) {
      int view = before.message(lock, 0, ViewState.VIEW);
      acquire(after, view);
      after.replace(lock, Effects.code(effect), views.empty);
    } else {
      after.replace(lock, Effects.code(effect), after.view(vcpu, ViewState.CURRENT));
    }
    emit(touched(after), effect, 0, lock);
  }

  void acquire(ViewState after, int view) {
    after.setThread(vcpu, ViewState.CURRENT, views.join(after.view(vcpu, ViewState.CURRENT), view));
    load(after, view);
  }

  /** What an acquire fence would acquire: what was loaded and what is known anyway. */
  private void load(ViewState after, int view) {
    if (kept.keepsLoads) {
      int loaded = views.join(after.view(vcpu, ViewState.LOADED), view);
      after.setThread(
          vcpu, ViewState.LOADED, views.join(loaded, after.view(vcpu, ViewState.CURRENT)));
    }
  }

  // ---- messages ----

  private void accessMessages(int variable) {
    int last = before.messages(variable) - 1;
    if (op.kind() == Op.Kind.UNLOCK) {
      store(variable, last + 1, 0);
    } else if (op.isPlain() && op.kind() == Op.Kind.STORE) {
      store(variable, last + 1, 0);
    } else if (op.kind() == Op.Kind.STORE) {
      for (int position = last + 1; position > bound(variable); position--) {
        if (position > last || !before.isGlued(variable, position)) {
          store(variable, position, last + 1 - position);
        }
      }
      fulfilStore(variable);
    } else {
      int first = op.isPlain() ? last : bound(variable);
      for (int position = last; position >= first; position--) {
        read(variable, position, last - position);
      }
    }
  }

  /** The oldest message that may be read; stores come after it. */
  private int bound(int variable) {
    int view = before.view(vcpu, ViewState.CURRENT);
    int location = kept.location(variable);
    return isSequential()
        ? views.sequentialPosition(view, location)
        : views.position(view, location);
  }

  private boolean isSequential() {
    return op.access() == Access.VOLATILE;
  }

  private boolean isAcquire() {
    return op.access() == Access.ACQUIRE
        || op.access() == Access.ACQUIRE_RELEASE
        || op.access() == Access.VOLATILE;
  }

  private boolean isRelease() {
    return op.access() == Access.RELEASE
        || op.access() == Access.ACQUIRE_RELEASE
        || op.access() == Access.VOLATILE;
  }

  /** A vCPU reads no promise of its own, and acquires nothing that came after one. */
  private boolean isReadable(int variable, int position, boolean acquires) {
    int flags = before.message(variable, position, ViewState.FLAGS);
    return ViewState.owner(flags) != vcpu
        && (!acquires || (flags & ViewState.newerThanPromise(vcpu)) == 0);
  }

  private void store(int variable, int position, int alternative) {
    long effect = effect(0);
    ViewState after = before.copy();
    if (!order.isOrdered(after, variable, true)) {
      return;
    }
    write(after, variable, position, Effects.code(effect), 0, views.empty, false);
    boolean isLast = alternative == 0;
    emit(touched(after), effect, alternative, isLast ? variable : Variables.NONE);
  }

  private void read(int variable, int position, int alternative) {
    long effect = effect(before.message(variable, position, ViewState.VALUE));
    boolean writes = effect != Effects.WAITS && Effects.writes(effect);
    boolean isLast = position == before.messages(variable) - 1;
    boolean acquires = isAcquire() && !(op.kind() == Op.Kind.TRY_LOCK && !writes);
    if (effect == Effects.WAITS || (hasPromises && !isReadable(variable, position, acquires))) {
      return;
    }
    if (writes && !isLast && before.isGlued(variable, position + 1)) {
      fulfilUpdate(variable, position, Effects.code(effect), alternative);
      return;
    }
    ViewState after = before.copy();
    int view = before.message(variable, position, ViewState.VIEW);
    int location = kept.location(variable);
    boolean isFresh = views.position(after.view(vcpu, ViewState.CURRENT), location) < position;
    int current = views.at(after.view(vcpu, ViewState.CURRENT), location, position);
    after.setThread(vcpu, ViewState.CURRENT, current);
    if (acquires) {
      acquire(after, view);
      if (isFresh && machine.promises().isPresent()) {
        int acquired = views.joinPositions(after.view(vcpu, ViewState.CARRIED), view);
        after.setThread(vcpu, ViewState.CARRIED, views.at(acquired, location, position));
      }
    } else {
      load(after, view);
    }
    if (!order.isOrdered(after, variable, writes)) {
      return;
    }
    if (writes) {
      write(after, variable, position + 1, Effects.code(effect), ViewState.GLUED, view, true);
    }
    boolean isChange = writes && isLast;
    emit(touched(after), effect, alternative, isChange ? variable : Variables.NONE);
  }

  /**
   * Puts in a message.
   *
   * @param read the view of the message that a read-modify-write has read
   */
  private void write(
      ViewState after,
      int variable,
      int position,
      int value,
      int flags,
      int read,
      boolean isUpdate) {
    int location = kept.location(variable);
    if (position < after.messages(variable)) {
      after.mapPositions(view -> views.shifted(view, location, position));
    }
    int shifted = isUpdate ? views.shifted(read, location, position) : read;
    int current = views.at(after.view(vcpu, ViewState.CURRENT), location, position);
    if (isSequential()) {
      after.sequential = views.at(after.sequential, location, position);
      current = views.joinSequential(current, after.sequential);
    }
    after.setThread(vcpu, ViewState.CURRENT, current);
    boolean isRelease = isRelease() || op.kind() == Op.Kind.UNLOCK;
    int carried = isRelease ? current : after.view(vcpu, ViewState.RELEASED);
    int view = views.at(carried, location, position);
    view = isUpdate ? views.join(view, shifted) : view;
    view = views.joinPositions(view, after.view(vcpu, ViewState.CARRIED));
    int newer = machine.promises().isPresent() ? after.promisesOfOthers(vcpu) : 0;
    after.insert(variable, position, value, flags | newer, view);
    if (kept.keepsStores) {
      after.setThread(vcpu, ViewState.OWN, views.join(after.view(vcpu, ViewState.OWN), view));
    }
    load(after, current);
  }

  // ---- promises ----

  /** Alternatives from here on keep a promise. */
  static final int FULFILS = 1 << 18;

  private void fulfilStore(int variable) {
    if (!hasPromises || isRelease()) {
      return;
    }
    int value = Effects.code(effect(0));
    for (int position = bound(variable) + 1; position < before.messages(variable); position++) {
      int flags = before.message(variable, position, ViewState.FLAGS);
      if (ViewState.owner(flags) == vcpu && (flags & ViewState.GLUED) == 0) {
        fulfil(variable, position, value, views.empty, before.copy(), FULFILS + position);
      }
    }
  }

  /** A read-modify-write of the message before a promise, which it may keep. */
  private void fulfilUpdate(int variable, int position, int value, int alternative) {
    int flags = before.message(variable, position + 1, ViewState.FLAGS);
    if (!hasPromises || isRelease() || ViewState.owner(flags) != vcpu) {
      return;
    }
    ViewState after = before.copy();
    int view = before.message(variable, position, ViewState.VIEW);
    if (isAcquire()) {
      acquire(after, view);
    } else {
      load(after, view);
    }
    fulfil(variable, position + 1, value, view, after, FULFILS + alternative);
  }

  /**
   * Keeps a promise, if it is one of this store.
   *
   * @param read the view of the message that a read-modify-write has read
   */
  private void fulfil(
      int variable, int position, int value, int read, ViewState after, int alternative) {
    int location = kept.location(variable);
    int promised = before.message(variable, position, ViewState.VIEW);
    int released = after.view(vcpu, ViewState.RELEASED);
    int least = views.at(views.join(released, read), location, position);
    int most = views.joinPositions(least, after.view(vcpu, ViewState.CARRIED));
    boolean isKept =
        before.message(variable, position, ViewState.VALUE) == value
            && views.join(promised, least) == promised
            && views.join(promised, most) == most;
    if (!isKept || !order.isOrdered(after, variable, true)) {
      return;
    }
    int current = views.at(after.view(vcpu, ViewState.CURRENT), location, position);
    after.setThread(vcpu, ViewState.CURRENT, current);
    if (kept.keepsStores) {
      after.setThread(vcpu, ViewState.OWN, views.join(after.view(vcpu, ViewState.OWN), promised));
    }
    load(after, current);
    after.fulfil(variable, position, vcpu);
    long effect = effect(op.kind() == Op.Kind.STORE ? 0 : valueBefore(variable, position));
    emit(touched(after), effect, alternative, Variables.NONE);
  }

  private int valueBefore(int variable, int position) {
    return before.message(variable, position - 1, ViewState.VALUE);
  }

  // ---- fences ----

  private void fence() {
    long effect = effect(0);
    Fence fence = (Fence) variables.values().nonNull(op.a());
    if (hasPromises && fence != Fence.STORE_STORE) {
      return;
    }
    ViewState after = before.copy();
    int current = after.view(vcpu, ViewState.CURRENT);
    switch (fence) {
      case ACQUIRE ->
          after.setThread(
              vcpu, ViewState.CURRENT, views.join(current, after.view(vcpu, ViewState.LOADED)));
      case RELEASE -> release(after, current);
      case STORE_STORE ->
          after.setThread(
              vcpu,
              ViewState.RELEASED,
              views.join(after.view(vcpu, ViewState.RELEASED), after.view(vcpu, ViewState.OWN)));
      case FULL -> {
        int loaded = views.join(current, after.view(vcpu, ViewState.LOADED));
        after.sequential = views.joinPositions(after.sequential, loaded);
        int known = views.joinPositions(loaded, after.sequential);
        after.setThread(vcpu, ViewState.CURRENT, known);
        after.setThread(vcpu, ViewState.LOADED, known);
        release(after, known);
      }
    }
    emit(after, effect, 0, Variables.NONE);
  }

  private void release(ViewState after, int view) {
    after.setThread(vcpu, ViewState.RELEASED, view);
  }

  // ---- choices ----

  private void choose() {
    for (int alternative = 0; alternative < op.a(); alternative++) {
      emit(before.copy(), outcome(alternative, alternative), alternative, Variables.NONE);
    }
  }
}
