package vcpucheck.checker.machine.view;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import vcpucheck.checker.machine.Effects;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Mobility;
import vcpucheck.checker.machine.Pending;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.StorePlace;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.UnfoldingListener;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.machine.weak.UnknownComponent;
import vcpucheck.checker.model.ModelException;

/**
 * Release and acquire, relaxed and sequentially consistent accesses and fences: a location has its
 * messages in modification order, and a vCPU a view: for each location the message it knows of, and
 * older ones it does not read any more (Kang, Hur, Lahav, Vafeiadis, Dreyer: A Promising Semantics
 * for Relaxed-Memory Concurrency, POPL 2017). Without promises it is RC11.
 */
public final class ViewMachine implements MemoryMachine {
  /** The most vCPUs: messages have a flag for each. */
  private static final int MOST_VCPUS = 22;

  private final Variables variables;
  private final OperationTable[] programs;
  private final int[] startNodes;
  private final ViewRules rules;
  private final Usage usage;
  private final Effects effects;
  private final StateCodec codec;

  /** The codec's layout. */
  private Layout layout = new Layout(0, new int[0]);

  private ViewLayout kept;
  private Views views;
  private Components components;
  private CanonicalForm canonicalForm;

  /** Which views of threads have bits and are kept. */
  private int[] used;

  private boolean contradicted;

  private final Optional<Promises> promises;

  /**
   * Makes a machine.
   *
   * @param variables the shared variables
   * @param programs the program of each vCPU; vCPUs with one program may share it
   * @param startNodes the node of each vCPU at the start
   */
  public ViewMachine(
      Variables variables, List<OperationTable> programs, int[] startNodes, ViewRules rules) {
    if (programs.size() > MOST_VCPUS) {
      throw new ModelException(
          ("under rc11 and arm64 a program has at most %d vCPUs: vCPUs=%d;"
                  + " check fewer, or under sc or tso")
              .formatted(MOST_VCPUS, programs.size()));
    }
    promises = rules.promising() ? Optional.of(new Promises(this)) : Optional.empty();
    this.variables = variables;
    this.programs = programs.toArray(new OperationTable[0]);
    this.startNodes = startNodes.clone();
    this.rules = rules;
    usage = new Usage(variables, programs, rules);
    effects = new Effects(variables, programs, new Growing());
    variables.encodeStarts();
    begin();
    codec =
        new StateCodec(
            variables.size() + 1, programs, this::codes, null, after -> () -> layout = after);
  }

  private int codes(int field) {
    return components.codes(field);
  }

  /*
   * Without promises a store is seen after all that its vCPU has stored before. C11 lets a relaxed
   * store be seen before a sequentially consistent one by a vCPU with a full fence.
   */
  @Override
  public Optional<String> gap() {
    usage.absorb();
    return promises.isEmpty() && usage.sequentialStores && usage.fullFences
        ? Optional.of(
            "of code that has both sequentially consistent stores and full fences, rc11 leaves out"
                + " executions in which a store overtakes an earlier one; check it with --memory"
                + " arm64")
        : Optional.empty();
  }

  private void begin() {
    usage.absorb();
    usage.forgetReads();
    contradicted = false;
    kept = new ViewLayout(variables, usage, programs.length);
    views = new Views(kept);
    components = new Components(variables, programs, kept, views);
    used = usedViews();
    int[] locations = components.locations();
    canonicalForm =
        new CanonicalForm(
            kept, views, locations, used, promises.isPresent(), reductions(locations));
    components.add(startState());
    promises.ifPresent(Promises::forget);
  }

  private List<Consumer<ViewState>> reductions(int[] locations) {
    EarlyAcquire early = new EarlyAcquire(programs, kept, views);
    StaleMessages stale = new StaleMessages(usage, kept, views, promises.isPresent());
    return rules.reduces()
        ? List.of(early::apply, state -> stale.apply(state, locations))
        : List.of();
  }

  private int[] usedViews() {
    IntStream.Builder kinds = IntStream.builder().add(ViewState.CURRENT).add(ViewState.RELEASED);
    if (kept.keepsLoads) {
      kinds.add(ViewState.LOADED);
    }
    if (kept.keepsStores) {
      kinds.add(ViewState.OWN);
    }
    return kinds.build().toArray();
  }

  @Override
  public boolean findsRaces() {
    return true;
  }

  @Override
  public boolean isContradicted() {
    return contradicted;
  }

  @Override
  public void restart() {
    begin();
    codec.widen();
  }

  OperationTable program(int vcpu) {
    return programs[vcpu];
  }

  @Override
  public StateCodec codec() {
    return codec;
  }

  private ViewState startState() {
    ViewState state = new ViewState(programs.length, variables.size());
    for (int variable = 0; variable < variables.size(); variable++) {
      int code = variables.encode(variable, variables.start(variable));
      if (kept.kept(variable) == ViewLayout.Kept.VALUE) {
        state.values[variable] = code;
      } else {
        state.histories[variable] = new int[] {code, 0, views.empty};
      }
    }
    for (int vcpu = 0; vcpu < programs.length; vcpu++) {
      state.threads[vcpu] =
          new int[] {
            startNodes[vcpu], Views.BOTTOM, views.empty, views.empty, views.empty, views.empty
          };
    }
    state.sequential = views.empty;
    return state;
  }

  @Override
  public long[] start() {
    long[] state = new long[layout.words()];
    ViewState nothing = new ViewState(programs.length, variables.size());
    components.pack(startState(), nothing, codec, state, 0);
    return state;
  }

  // ---- what a state says ----

  @Override
  public int node(long[] states, int offset, int vcpu) {
    int code = layout.get(states, offset, layout.nodeField(vcpu));
    return components.thread(vcpu, code)[ViewState.NODE];
  }

  @Override
  public long value(long[] states, int offset, int variable) {
    return variables.decode(variable, code(states, offset, variable));
  }

  @Override
  public int code(long[] states, int offset, int variable) {
    int code = layout.get(states, offset, variable);
    if (kept.kept(variable) == ViewLayout.Kept.VALUE) {
      return code;
    }
    int[] history = components.history(variable, code);
    return history[history.length - ViewState.MESSAGE + ViewState.VALUE];
  }

  @Override
  public long found(long[] states, int offset, int vcpu, int alternative) {
    return reader(states, offset, vcpu, alternative).found();
  }

  @Override
  public boolean hasOwnSteps() {
    return true;
  }

  @Override
  public String ownStep(long[] states, int offset, int vcpu, int alternative) {
    return reader(states, offset, vcpu, alternative).ownStep();
  }

  @Override
  public String remark(long[] states, int offset, int vcpu, int alternative) {
    return reader(states, offset, vcpu, alternative).remark();
  }

  @Override
  public StorePlace place(long[] states, int offset, int vcpu, int alternative) {
    return reader(states, offset, vcpu, alternative).place();
  }

  private StepReader reader(long[] states, int offset, int vcpu, int alternative) {
    return new StepReader(this, components.unpack(layout, states, offset), vcpu, alternative);
  }

  @Override
  public List<Pending> pending(long[] states, int offset) {
    return new PendingReader(variables, kept, views)
        .read(components.unpack(layout, states, offset));
  }

  @Override
  public boolean mayForesee() {
    return promises.isPresent();
  }

  @Override
  public boolean isSettled(long[] states, int offset) {
    return promises.isEmpty() || !components.unpack(layout, states, offset).hasPromises();
  }

  @Override
  public boolean isHanging(long[] states, int offset) {
    boolean waits = false;
    for (int vcpu = 0; vcpu < programs.length; vcpu++) {
      int node = node(states, offset, vcpu);
      if (node != OperationTable.END) {
        Op op = programs[vcpu].op(node);
        if (!op.kind().waits() || !Semantics.isBlocked(op, value(states, offset, op.variable()))) {
          return false;
        }
        waits = true;
      }
    }
    return waits && isSettled(states, offset);
  }

  @Override
  public boolean hasEnded(long[] states, int offset) {
    for (int vcpu = 0; vcpu < programs.length; vcpu++) {
      if (layout.get(states, offset, layout.nodeField(vcpu)) != 0) {
        return false;
      }
    }
    return true;
  }

  // ---- transitions ----

  @Override
  public void expand(long[] states, int offset, Transitions out) {
    out.clear(layout.words());
    ViewState state = components.unpack(layout, states, offset);
    for (int vcpu = 0; vcpu < programs.length; vcpu++) {
      step(vcpu, state, states, offset, out);
    }
  }

  @Override
  public int step(int vcpu, long[] states, int offset, Transitions out) {
    step(vcpu, components.unpack(layout, states, offset), states, offset, out);
    return node(states, offset, vcpu);
  }

  private void step(int vcpu, ViewState state, long[] states, int offset, Transitions out) {
    if (contradicted || state.threads[vcpu] == ViewState.ENDED) {
      return;
    }
    views.setGrowing(out.isGrowing());
    Output output = new Output(vcpu, state, states, offset, out);
    try {
      new ViewStep(this, vcpu, state, output).run();
      if (promises.isPresent()) {
        promises.get().offer(state, vcpu, output);
      }
    } catch (UnknownComponent e) {
      out.leaveIncomplete();
    }
  }

  @Override
  public Mobility mobility(Op op) {
    return movers().mobility(op);
  }

  @Override
  public Mobility delay(Op op) {
    return movers().delay(op);
  }

  @Override
  public boolean mayDelay(long[] states, int offset, int vcpu) {
    return promises.isEmpty() || !components.hasPromises(layout, states, offset, vcpu);
  }

  private Movers movers() {
    return new Movers(variables, programs, kept, promises.isPresent());
  }

  @Override
  public int advance(int vcpu, long[] states, int offset, boolean mayGrow) {
    ViewState state = components.unpack(layout, states, offset);
    if (contradicted || (state.hasPromises(vcpu) && !movers().hasOneOutcome(state, vcpu))) {
      return BLOCKED;
    }
    Transitions outcomes = new Transitions();
    outcomes.setGrowing(mayGrow);
    outcomes.clear(layout.words());
    views.setGrowing(mayGrow);
    try {
      new ViewStep(this, vcpu, state, new Output(vcpu, state, states, offset, outcomes)).run();
    } catch (UnknownComponent e) {
      return UNKNOWN;
    }
    return outcomes.takeOnly(states, offset);
  }

  @Override
  public boolean isOwnStep(int alternative) {
    return alternative >= Promises.OFFERED;
  }

  /** Puts the outcomes of steps into a list of transitions. */
  private final class Output implements ViewStep.Sink {
    private final int vcpu;
    private final ViewState before;
    private final long[] states;
    private final int offset;
    private final Transitions out;

    Output(int vcpu, ViewState before, long[] states, int offset, Transitions out) {
      this.vcpu = vcpu;
      this.before = before;
      this.states = states;
      this.offset = offset;
      this.out = out;
    }

    @Override
    public void next(ViewState after, int alternative, int changed) {
      if (promises.isPresent() && !promises.get().isCertified(after, vcpu)) {
        return;
      }
      canonicalForm.apply(after);
      int target = out.add(vcpu, alternative, states, offset);
      components.pack(after, before, codec, out.states(), target);
      out.change(changed);
      out.arrive(after.view(vcpu, ViewState.NODE));
    }

    /* What is wrong after a promise is wrong without it. */
    @Override
    public void fault(Transitions.Fault fault) {
      if (promises.isEmpty() || !before.hasPromises(vcpu)) {
        out.add(vcpu, 0, states, offset);
        out.fault(fault);
      }
    }
  }

  // ---- for steps ----

  Variables variables() {
    return variables;
  }

  int vcpus() {
    return programs.length;
  }

  Effects effects() {
    return effects;
  }

  ViewLayout kept() {
    return kept;
  }

  Usage usage() {
    return usage;
  }

  Views views() {
    return views;
  }

  /** How stores pass earlier loads, if they do. */
  Optional<Promises> promises() {
    return promises;
  }

  /** Which views of threads have bits and are kept. */
  int[] used() {
    return used;
  }

  // ---- saved ----

  @Override
  public void save(DataOutput out) throws IOException {
    components.save(out);
  }

  /* What is kept follows from the programs. */
  @Override
  public void restore(DataInput in) throws IOException {
    restart();
    components.restore(in);
  }

  // ---- unfolding ----

  @Override
  public void setListener(UnfoldingListener listener) {
    effects.setListener(listener);
  }

  @Override
  public void unfold(int vcpu, int node, int index, long result) {
    effects.unfold(vcpu, node, index, result);
  }

  /** Looks at what programs do as they are unfolded. */
  private final class Growing implements Effects.Growth {
    private int facts = -1;

    @Override
    public void grewCode(int variable, int code) {
      if (kept.kept(variable) == ViewLayout.Kept.VALUE) {
        codec.require(variable, code);
      }
    }

    @Override
    public void grewNodes(OperationTable program) {
      usage.absorb();
      if (usage.facts() != facts) {
        facts = usage.facts();
        contradicted |= rules.reduces() && usage.readsMore(kept);
        contradicted |= !kept.isSame(new ViewLayout(variables, usage, programs.length));
      }
    }
  }
}
