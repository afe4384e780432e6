package vcpucheck.checker.machine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Release and acquire, relaxed and sequentially consistent accesses and fences: a location has its
 * messages in modification order, and a vCPU a view: for each location the message it knows of, and
 * older ones it does not read any more (Kang, Hur, Lahav, Vafeiadis, Dreyer: A Promising Semantics
 * for Relaxed-Memory Concurrency, POPL 2017). Without promises it is RC11.
 */
public final class ViewMachine implements MemoryMachine {
  private static final int[] ENDED = new int[ViewState.THREAD];

  private final Variables variables;
  private final OperationTable[] programs;
  private final int[] startNodes;
  private final Usage usage;
  private final Effects effects;
  private final StateCodec codec;

  /** The codec's layout. */
  private Layout layout = new Layout(0, new int[0]);

  private ViewLayout kept;
  private Views views;
  private final ComponentTable[] histories;

  /** For each vCPU; vCPUs with one program share it. */
  private final ComponentTable[] threads;

  /** The variables whose messages are kept. */
  private int[] locations = {};

  /** Which views of threads have bits and are kept. */
  private int[] used = {};

  private boolean contradicted;

  private final Optional<Promises> promises;

  /**
   * Makes a machine.
   *
   * @param variables the shared variables
   * @param programs the program of each vCPU; vCPUs with one program may share it
   * @param startNodes the node of each vCPU at the start
   * @param promising whether relaxed stores may pass earlier loads, and carry what was acquired
   */
  public ViewMachine(
      Variables variables,
      List<OperationTable> programs,
      int[] startNodes,
      boolean promising) {
    promises = promising ? Optional.of(new Promises(this)) : Optional.empty();
    this.variables = variables;
    this.programs = programs.toArray(new OperationTable[0]);
    this.startNodes = startNodes.clone();
    usage = new Usage(variables, programs);
    effects = new Effects(variables, programs, new Growing());
    histories = new ComponentTable[variables.size()];
    threads = new ComponentTable[programs.size()];
    for (int variable = 0; variable < variables.size(); variable++) {
      variables.encode(variable, variables.start(variable));
    }
    for (long failures = 0; failures < variables.start(variables.budget()); failures++) {
      variables.encode(variables.budget(), failures);
    }
    usage.absorb();
    kept = new ViewLayout(variables, usage, programs.size());
    views = new Views(kept);
    begin();
    codec =
        new StateCodec(
            variables.size() + 1,
            programs,
            this::codes,
            after -> () -> layout = after);
  }

  private void begin() {
    contradicted = false;
    List<Integer> withMessages = new ArrayList<>();
    for (int variable = 0; variable < variables.size(); variable++) {
      histories[variable] = new ComponentTable();
      if (kept.kept(variable) == ViewLayout.Kept.MESSAGES) {
        withMessages.add(variable);
      }
    }
    locations = withMessages.stream().mapToInt(Integer::intValue).toArray();
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      int first = Arrays.asList(programs).indexOf(programs[vcpu]);
      threads[vcpu] = first < vcpu ? threads[first] : new ComponentTable();
      threads[vcpu].add(ENDED);
    }
    List<Integer> kinds = new ArrayList<>(List.of(ViewState.CURRENT, ViewState.RELEASED));
    if (kept.keepsLoads) {
      kinds.add(ViewState.LOADED);
    }
    if (kept.keepsStores) {
      kinds.add(ViewState.OWN);
    }
    used = kinds.stream().mapToInt(Integer::intValue).toArray();
    ViewState start = startState();
    for (int variable = 0; variable < variables.size(); variable++) {
      if (start.histories[variable] != null) {
        histories[variable].add(start.histories[variable]);
      }
    }
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      threads[vcpu].add(start.threads[vcpu]);
    }
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
    usage.absorb();
    kept = new ViewLayout(variables, usage, programs.length);
    views = new Views(kept);
    begin();
    codec.widen();
  }

  @Override
  public OperationTable program(int vcpu) {
    return programs[vcpu];
  }

  @Override
  public StateCodec codec() {
    return codec;
  }

  private int codes(int field) {
    if (field > variables.size()) {
      return threads[field - variables.size() - 1].size();
    }
    if (field == variables.size()) {
      return views.table().size();
    }
    return kept.kept(field) == ViewLayout.Kept.VALUE
        ? variables.codes(field)
        : histories[field].size();
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
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
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
    pack(startState(), nothing, state, 0);
    return state;
  }

  // ---- packing ----

  /** Reads a state. */
  ViewState unpack(long[] states, int offset) {
    ViewState state = new ViewState(programs.length, variables.size());
    for (int variable = 0; variable < variables.size(); variable++) {
      int code = layout.get(states, offset, variable);
      if (kept.kept(variable) == ViewLayout.Kept.VALUE) {
        state.values[variable] = code;
      } else {
        state.histories[variable] = histories[variable].get(code);
      }
    }
    state.sequential = layout.get(states, offset, variables.size());
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      state.threads[vcpu] = threads[vcpu].get(layout.get(states, offset, layout.nodeField(vcpu)));
    }
    return state;
  }

  /**
   * Writes a state over another one.
   *
   * @param before the other one: what is the same is not written
   */
  void pack(ViewState state, ViewState before, long[] states, int offset) {
    for (int variable = 0; variable < variables.size(); variable++) {
      if (kept.kept(variable) == ViewLayout.Kept.VALUE) {
        if (state.values[variable] != before.values[variable]) {
          set(states, offset, variable, state.values[variable]);
        }
      } else if (state.histories[variable] != before.histories[variable]) {
        set(states, offset, variable, number(histories[variable], state.histories[variable]));
      }
    }
    if (state.sequential != before.sequential) {
      set(states, offset, variables.size(), state.sequential);
    }
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      if (state.threads[vcpu] != before.threads[vcpu]) {
        int field = layout.nodeField(vcpu);
        set(states, offset, field, number(threads[vcpu], state.threads[vcpu]));
      }
    }
  }

  private void set(long[] states, int offset, int field, int code) {
    codec.require(field, code);
    layout.set(states, offset, field, code);
  }

  private int number(ComponentTable table, int[] component) {
    if (views.isGrowing()) {
      return table.add(component);
    }
    int number = table.find(component);
    if (number == ComponentTable.NONE) {
      throw UnknownComponent.INSTANCE;
    }
    return number;
  }

  // ---- what a state says ----

  @Override
  public int node(long[] states, int offset, int vcpu) {
    int code = layout.get(states, offset, layout.nodeField(vcpu));
    return threads[vcpu].get(code)[ViewState.NODE];
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
    int[] history = histories[variable].get(code);
    return history[history.length - ViewState.MESSAGE + ViewState.VALUE];
  }

  @Override
  public long found(long[] states, int offset, int vcpu, int alternative) {
    int variable = programs[vcpu].variable(node(states, offset, vcpu));
    if (kept.kept(variable) != ViewLayout.Kept.MESSAGES) {
      return value(states, offset, variable);
    }
    int[] history = histories[variable].get(layout.get(states, offset, variable));
    int age = alternative & (ViewStep.FULFILS - 1);
    int place = history.length - (age + 1) * ViewState.MESSAGE;
    return variables.decode(variable, history[Math.max(0, place) + ViewState.VALUE]);
  }

  @Override
  public String ownStep(long[] states, int offset, int vcpu, int alternative) {
    return alternative < Promises.OFFERED
        ? ""
        : promises.orElseThrow().text(unpack(states, offset), vcpu, alternative);
  }

  @Override
  public String remark(long[] states, int offset, int vcpu, int alternative) {
    int node = node(states, offset, vcpu);
    int variable = programs[vcpu].variable(node);
    if (alternative >= ViewStep.FULFILS) {
      return "which others may have seen already";
    }
    if (alternative == 0 || kept.kept(variable) != ViewLayout.Kept.MESSAGES) {
      return "";
    }
    String stores = alternative == 1 ? "1 store that is" : alternative + " stores that are";
    return programs[vcpu].op(node).kind() == Op.Kind.STORE
        ? "before " + stores + " there already"
        : "older than " + stores + " there already: nothing seen so far orders it after them";
  }

  @Override
  public boolean isUnfinished(long[] states, int offset) {
    return promises.isPresent() && unpack(states, offset).hasPromises();
  }

  @Override
  public boolean isHanging(long[] states, int offset) {
    if (isUnfinished(states, offset)) {
      return false;
    }
    boolean waits = false;
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      int node = node(states, offset, vcpu);
      if (node != OperationTable.END) {
        Op op = programs[vcpu].op(node);
        if (!op.kind().waits()
            || !Semantics.isBlocked(op, value(states, offset, op.variable()))) {
          return false;
        }
        waits = true;
      }
    }
    return waits;
  }

  @Override
  public boolean hasEnded(long[] states, int offset) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
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
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      step(vcpu, states, offset, out);
    }
  }

  @Override
  public void step(int vcpu, long[] states, int offset, Transitions out) {
    if (contradicted || layout.get(states, offset, layout.nodeField(vcpu)) == 0) {
      return;
    }
    views.setGrowing(out.isGrowing());
    ViewState state = unpack(states, offset);
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
  public int advance(int vcpu, long[] states, int offset, boolean mayGrow) {
    return BRANCHING;
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
      canonicalize(after);
      int target = out.add(vcpu, alternative, states, offset);
      pack(after, before, out.states(), target);
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

  // ---- canonical form ----

  /**
   * Forgets what can make no difference: messages that every vCPU has passed, what vCPUs that have
   * ended know, and accesses that every vCPU knows of.
   */
  void canonicalize(ViewState state) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      if (state.threads[vcpu][ViewState.NODE] == OperationTable.END) {
        state.threads[vcpu] = ENDED;
      }
    }
    if (promises.isPresent()) {
      canonicalizeCarried(state);
    }
    for (int variable : locations) {
      int passed = passed(state, variable);
      if (passed > 0) {
        int location = kept.location(variable);
        state.drop(variable, passed);
        state.mapPositions(view -> views.lowered(view, location, passed));
      }
    }
    if (kept.bits() > 0) {
      int known = knownByAll(state);
      state.mapOthers(view -> views.withoutBits(view, known), used);
    }
  }

  /** What relaxed stores carry anyway need not be said twice. */
  private void canonicalizeCarried(ViewState state) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      if (state.threads[vcpu] != ENDED) {
        int carried = state.view(vcpu, ViewState.CARRIED);
        int released = state.view(vcpu, ViewState.RELEASED);
        state.setThread(vcpu, ViewState.CARRIED, views.positionsBeyond(carried, released));
      }
    }
  }

  private int passed(ViewState state, int variable) {
    int passed = state.messages(variable) - 1;
    int location = kept.location(variable);
    for (int vcpu = 0; vcpu < threads.length && passed > 0; vcpu++) {
      if (state.threads[vcpu] != ENDED) {
        passed = Math.min(passed, views.position(state.view(vcpu, ViewState.CURRENT), location));
      }
    }
    return passed;
  }

  private int knownByAll(ViewState state) {
    int[] known = new int[views.bitWords()];
    for (int word = 0; word < known.length; word++) {
      known[word] = views.bits(Views.BOTTOM, word);
      for (int[] thread : state.threads) {
        known[word] &= thread == ENDED ? -1 : views.bits(thread[ViewState.CURRENT], word);
      }
    }
    return views.ofBits(known);
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
    views.table().save(out);
    for (ComponentTable table : histories) {
      table.save(out);
    }
    for (ComponentTable table : threads) {
      table.save(out);
    }
  }

  /* What is kept follows from the programs; what begins has the first numbers, then and now. */
  @Override
  public void restore(DataInput in) throws IOException {
    restart();
    views.table().restore(in);
    for (ComponentTable table : histories) {
      table.restore(in);
    }
    for (ComponentTable table : threads) {
      table.restore(in);
    }
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
        contradicted |= !kept.isSame(new ViewLayout(variables, usage, programs.length));
      }
    }
  }
}
