package vcpucheck.checker.machine.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Effects;
import vcpucheck.checker.machine.StorePlace;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.weak.UnknownComponent;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.model.ModelException;

/**
 * Stores that are seen before loads that the code has before them. A vCPU may promise a relaxed
 * store if, running alone from where it is, it can come to it; and go on, while it has promises, as
 * long as running alone it can keep them (Kang, Hur, Lahav, Vafeiadis, Dreyer: A Promising
 * Semantics for Relaxed-Memory Concurrency, POPL 2017; Pulte, Pichon-Pharabod, Kang, Lee, Hur:
 * Promising-ARM/RISC-V, PLDI 2019). So a dependency is one that the automaton has.
 */
final class Promises {
  /**
   * Alternatives from here on make a promise. They are numbered for each variable, so that they
   * mean the same if less is known of how programs use others.
   */
  static final int OFFERED = 1 << 30;

  private static final int RANKS = 1 << 14;

  /** How many states a vCPU that runs alone may visit. */
  private static final int LIMIT = 20_000;

  /** How many answers are remembered at most. */
  private static final int MEMORY = 1 << 18;

  private final ViewMachine machine;

  /* What a vCPU can promise and keep depends on nothing but its own node, and on memory. */
  private final Map<Alone, Set<Candidate>> known = new ConcurrentHashMap<>();
  private final Map<Alone, Boolean> certified = new ConcurrentHashMap<>();

  Promises(ViewMachine machine) {
    this.machine = machine;
  }

  /**
   * A store that may be promised.
   *
   * @param variable what it stores to
   * @param value the code of what it stores
   * @param read the position that it reads, as a read-modify-write, or below 0
   * @param afterOwn whether a fence orders it after the vCPU's own stores so far
   */
  private record Candidate(int variable, int value, int read, boolean afterOwn) {}

  /** A vCPU that runs alone. */
  private record Alone(int vcpu, Content content) {}

  /** A promise that can be made: the message is put in before the one at the position. */
  private record Offer(Candidate candidate, int position, int alternative) {}

  /**
   * A state, and what a vCPU has done alone since the one in which it may promise.
   *
   * @param written the variables written; the complement of one if what was written could not be
   *     promised: it can be put in before a store that is promised, but not before one that reads
   */
  private record Lookahead(ViewState state, Set<Integer> written, boolean afterOwn) {}

  /** What of a lookahead matters. */
  private record Visited(Content content, Set<Integer> written, boolean afterOwn) {}

  /** Forgets all answers: views and codes have other numbers from now on. */
  void forget() {
    known.clear();
    certified.clear();
  }

  private static <V> V remember(Map<Alone, V> memory, Alone alone, V answer) {
    if (memory.size() >= MEMORY) {
      memory.clear();
    }
    memory.put(alone, answer);
    return answer;
  }

  // ---- promising ----

  /** Adds the promises that a vCPU can make in a state. */
  void offer(ViewState state, int vcpu, ViewStep.Sink sink) {
    for (Offer offer : offers(state, vcpu)) {
      ViewState after = promised(state, vcpu, offer.candidate(), offer.position());
      sink.next(after, offer.alternative(), Variables.NONE);
    }
  }

  private List<Offer> offers(ViewState state, int vcpu) {
    List<Offer> offers = new ArrayList<>();
    Map<Integer, Integer> ranks = new HashMap<>();
    for (Candidate candidate : candidates(state, vcpu)) {
      for (int position : positions(state, vcpu, candidate)) {
        int rank = ranks.merge(candidate.variable(), 1, Integer::sum) - 1;
        int alternative = OFFERED + candidate.variable() * RANKS + rank;
        offers.add(new Offer(candidate, position, alternative));
      }
    }
    return offers;
  }

  private Optional<Offer> offer(ViewState state, int vcpu, int alternative) {
    return offers(state, vcpu).stream()
        .filter(offer -> offer.alternative() == alternative)
        .findFirst();
  }

  /** Where a promise is put in. */
  StorePlace place(ViewState state, int vcpu, int alternative) {
    Offer offer = offer(state, vcpu, alternative).orElseThrow();
    int variable = offer.candidate().variable();
    int age = state.messages(variable) - offer.position();
    return new StorePlace(StorePlace.Kind.PROMISED, variable, age);
  }

  /** What a promise is, as text. */
  String text(ViewState state, int vcpu, int alternative) {
    return offer(state, vcpu, alternative)
        .map(offer -> "a later store is seen early: " + text(offer.candidate()))
        .orElse("no store can be seen early any more");
  }

  private String text(Candidate candidate) {
    Variables variables = machine.variables();
    long value = variables.decode(candidate.variable(), candidate.value());
    return variables.variable(candidate.variable()).name()
        + " = "
        + variables.text(candidate.variable(), value);
  }

  private ViewState promised(ViewState state, int vcpu, Candidate candidate, int position) {
    Views views = machine.views();
    int variable = candidate.variable();
    int location = machine.kept().location(variable);
    ViewState after = state.copy();
    int flags = ViewState.promisedBy(vcpu) | after.promisesOfOthers(vcpu);
    int view = after.view(vcpu, ViewState.RELEASED);
    if (candidate.afterOwn()) {
      view = views.join(view, after.view(vcpu, ViewState.OWN));
    }
    if (candidate.read() >= 0) {
      flags |= ViewState.GLUED;
      view = views.join(view, state.message(variable, candidate.read(), ViewState.VIEW));
    }
    view = views.joinPositions(view, after.view(vcpu, ViewState.CARRIED));
    if (position < after.messages(variable)) {
      after.mapPositions(other -> views.shifted(other, location, position));
      view = views.shifted(view, location, position);
    }
    after.insert(variable, position, candidate.value(), flags, views.at(view, location, position));
    return after;
  }

  /** Where a promised message can be put in. */
  private int[] positions(ViewState state, int vcpu, Candidate candidate) {
    int variable = candidate.variable();
    int messages = state.messages(variable);
    if (candidate.read() >= 0) {
      int next = candidate.read() + 1;
      return next < messages && state.isGlued(variable, next) ? new int[0] : new int[] {next};
    }
    int location = machine.kept().location(variable);
    int bound = machine.views().position(state.view(vcpu, ViewState.CURRENT), location);
    int[] positions = new int[messages - bound];
    int count = 0;
    for (int position = bound + 1; position <= messages; position++) {
      if (position == messages || !state.isGlued(variable, position)) {
        positions[count++] = position;
      }
    }
    return Arrays.copyOf(positions, count);
  }

  // ---- looking ahead ----

  private Set<Candidate> candidates(ViewState state, int vcpu) {
    Op front = op(state, vcpu);
    if (!isPassable(front)) {
      return Set.of();
    }
    Alone alone = new Alone(vcpu, Content.of(state, vcpu));
    @Nullable Set<Candidate> found = known.get(alone);
    return found != null ? found : remember(known, alone, lookAhead(state, vcpu, front.variable()));
  }

  private Set<Candidate> lookAhead(ViewState state, int vcpu, int inFront) {
    Set<Candidate> candidates = new LinkedHashSet<>();
    Set<Visited> seen = new HashSet<>();
    Deque<Lookahead> open = new ArrayDeque<>();
    open.add(new Lookahead(state, Set.of(), false));
    while (!open.isEmpty()) {
      Lookahead ahead = open.pop();
      if (ahead.state() != state) {
        collect(ahead, vcpu, inFront, candidates);
      }
      for (Lookahead next : further(ahead, vcpu)) {
        Content content = Content.of(next.state(), vcpu);
        if (seen.add(new Visited(content, next.written(), next.afterOwn()))) {
          open.push(next);
        }
        requireFew(seen.size());
      }
    }
    return candidates;
  }

  /** Where a vCPU comes to alone, as far as its later stores may be seen before. */
  private List<Lookahead> further(Lookahead ahead, int vcpu) {
    Op op = op(ahead.state(), vcpu);
    boolean isFence = op.kind() == Op.Kind.FENCE;
    boolean isBarrier =
        isFence && machine.variables().values().nonNull(op.a()) != Fence.STORE_STORE;
    /* behind a fence of own stores come those stores, which must be seen first */
    if (ViewStep.ends(op) || isBarrier || (isFence && !ahead.written().isEmpty())) {
      return List.of();
    }
    List<Lookahead> further = new ArrayList<>();
    for (ViewState next : successors(ahead.state(), vcpu)) {
      Set<Integer> written = ahead.written();
      if (isAdded(op, ahead.state(), next)) {
        written = new HashSet<>(written);
        written.add(mayPass(op) ? op.variable() : ~op.variable());
      }
      further.add(new Lookahead(next, written, ahead.afterOwn() || isFence));
    }
    return further;
  }

  private static void requireFew(int states) {
    if (states > LIMIT) {
      throw new ModelException(
          "what a vCPU may do before a lock or a fence must be little, for stores may be seen"
              + " before it: states of one vCPU alone="
              + states
              + "; bound its loops, or check under rc11");
    }
  }

  /** Whether a write may be seen before what the code has before it. */
  private static boolean mayPass(Op op) {
    return op.access() == Access.OPAQUE || op.access() == Access.ACQUIRE;
  }

  private static boolean isAdded(Op op, ViewState before, ViewState after) {
    int variable = op.variable();
    return op.kind().writes()
        && after.histories[variable] != null
        && after.messages(variable) > before.messages(variable);
  }

  /** Whether later stores may pass an operation that is in front of a vCPU. */
  private boolean isPassable(Op op) {
    if (op.access() == null
        || op.isPlain()
        || ViewStep.ends(op)
        || machine.kept().kept(op.variable()) != ViewLayout.Kept.MESSAGES) {
      return false;
    }
    return switch (op.kind()) {
      case STORE -> op.access() == Access.VOLATILE;
      case AWAIT, AWAIT_NOT -> false;
      default -> op.access() == Access.OPAQUE || op.access() == Access.RELEASE;
    };
  }

  /** Notes what the next operation would store, if it may be promised. */
  private void collect(Lookahead ahead, int vcpu, int inFront, Set<Candidate> candidates) {
    Op op = op(ahead.state(), vcpu);
    int variable = op.variable();
    boolean mayBePromised =
        op.kind().writes()
            && !ViewStep.ends(op)
            && variable != inFront
            && mayPass(op)
            && machine.kept().kept(variable) == ViewLayout.Kept.MESSAGES
            && !ahead.written().contains(variable)
            && (op.kind() == Op.Kind.STORE || !ahead.written().contains(~variable));
    if (!mayBePromised) {
      return;
    }
    ViewState state = ahead.state();
    if (op.kind() == Op.Kind.STORE) {
      int value = Effects.code(effect(state, vcpu, 0));
      candidates.add(new Candidate(variable, value, -1, ahead.afterOwn()));
      return;
    }
    int location = machine.kept().location(variable);
    int first = machine.views().position(state.view(vcpu, ViewState.CURRENT), location);
    for (int position = first; position < state.messages(variable); position++) {
      long effect = effect(state, vcpu, state.message(variable, position, ViewState.VALUE));
      int flags = state.message(variable, position, ViewState.FLAGS);
      if (effect != Effects.WAITS && Effects.writes(effect) && ViewState.owner(flags) != vcpu) {
        candidates.add(new Candidate(variable, Effects.code(effect), position, ahead.afterOwn()));
      }
    }
  }

  private long effect(ViewState state, int vcpu, int code) {
    int node = state.view(vcpu, ViewState.NODE);
    boolean mayGrow = machine.views().isGrowing();
    long effect = machine.effects().effect(machine.program(vcpu), node, code, mayGrow);
    if (effect == Effects.UNKNOWN) {
      throw UnknownComponent.INSTANCE;
    }
    return effect;
  }

  // ---- keeping promises ----

  /** Whether a vCPU can keep its promises, running alone. */
  boolean isCertified(ViewState state, int vcpu) {
    if (!state.hasPromises(vcpu)) {
      return true;
    }
    Alone alone = new Alone(vcpu, Content.of(state, vcpu));
    @Nullable Boolean found = certified.get(alone);
    return found != null ? found : remember(certified, alone, canKeep(state, vcpu));
  }

  private boolean canKeep(ViewState state, int vcpu) {
    Set<Content> seen = new HashSet<>();
    Deque<ViewState> open = new ArrayDeque<>();
    open.add(state);
    while (!open.isEmpty()) {
      for (ViewState next : successors(open.pop(), vcpu)) {
        if (!next.hasPromises(vcpu)) {
          return true;
        }
        requireFew(seen.size());
        if (seen.add(Content.of(next, vcpu))) {
          open.push(next);
        }
      }
    }
    return false;
  }

  private Op op(ViewState state, int vcpu) {
    return machine.program(vcpu).op(state.view(vcpu, ViewState.NODE));
  }

  private List<ViewState> successors(ViewState state, int vcpu) {
    List<ViewState> successors = new ArrayList<>();
    ViewStep.Sink sink =
        new ViewStep.Sink() {
          @Override
          public void next(ViewState after, int alternative, int changed) {
            successors.add(after);
          }

          @Override
          public void fault(Transitions.Fault fault) {}
        };
    new ViewStep(machine, vcpu, state, sink).run();
    return successors;
  }

  /** What of a state matters to a vCPU that runs alone: compared by content. */
  private static final class Content {
    private final int[] thread;
    private final int[][] histories;
    private final int[] values;
    private final int sequential;

    private Content(ViewState state, int vcpu) {
      thread = state.threads[vcpu];
      histories = state.histories.clone();
      values = state.values.clone();
      sequential = state.sequential;
    }

    static Content of(ViewState state, int vcpu) {
      return new Content(state, vcpu);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Content that
          && sequential == that.sequential
          && Arrays.equals(thread, that.thread)
          && Arrays.equals(values, that.values)
          && Arrays.deepEquals(histories, that.histories);
    }

    @Override
    public int hashCode() {
      int hash = Arrays.hashCode(thread) * 31 + Arrays.deepHashCode(histories);
      return (hash * 31 + Arrays.hashCode(values)) * 31 + sequential;
    }
  }
}
