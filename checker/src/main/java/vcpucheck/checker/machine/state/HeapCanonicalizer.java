package vcpucheck.checker.machine.state;

import java.util.Arrays;

/**
 * Represents states that differ by a permutation of slots, and of vCPUs that have the same program,
 * by one of them.
 *
 * <p>Twins are sorted by the shapes of their nodes, which no permutation of slots changes; then
 * slots are numbered ({@link SlotNumbering}). Where twins, or slots that nothing reaches, are tied,
 * every order of them is tried, and of the states that result the least is taken. Any permutation
 * is right; only how many representatives there are depends on how well it is chosen.
 */
final class HeapCanonicalizer implements Canonicalizer {
  private final StateCodec codec;
  private final HeapSymmetry heap;
  private final NodeImages[] images;

  /** The places of vCPUs that have twins, group by group, and where each group ends. */
  private final int[] twinPlaces;

  private final int[] groupEnds;

  /** Which vCPU comes to each of those places. */
  private final int[] order;

  private final SlotNumbering numbering;
  private final GarbageOrder garbageOrder;
  private final GarbageOrder.Orders twinOrders = new GarbageOrder.Orders();

  private final int[] nodes;

  /** The state that was left last, and its nodes, if its slots are numbered as they are. */
  private long[] source = {};

  private final int[] left;
  private boolean isStill;
  private final int[] places;
  private final int[] who;
  private final int[] garbage;
  private int garbageCount;
  private long[] scratch = {};
  private long[] states = {};
  private int offset;
  private boolean mayGrow;
  private boolean isIncomplete;

  /** The best candidate so far. */
  private final int[] bestKey;

  private final int[] key;
  private final int[] bestWho;
  private final int[] bestSlots;
  private long[] bestState = {};
  private boolean hasBest;

  /**
   * Makes a canonicalizer.
   *
   * @param twins groups of vCPUs that may be exchanged
   */
  HeapCanonicalizer(StateCodec codec, HeapSymmetry heap, int[][] twins, int variables) {
    this.codec = codec;
    this.heap = heap;
    twinPlaces = Arrays.stream(twins).flatMapToInt(Arrays::stream).toArray();
    groupEnds = new int[twins.length];
    for (int group = 0; group < twins.length; group++) {
      groupEnds[group] = twins[group].length + (group == 0 ? 0 : groupEnds[group - 1]);
    }
    order = new int[twinPlaces.length];
    images = heap.images;
    numbering = new SlotNumbering(heap, codec.layout());
    garbageOrder = new GarbageOrder(heap, numbering, codec.layout());
    nodes = new int[images.length];
    left = new int[images.length];
    places = new int[images.length];
    who = new int[images.length];
    garbage = new int[heap.slots().count()];
    key = new int[variables + images.length];
    bestKey = new int[key.length];
    bestWho = new int[images.length];
    bestSlots = new int[garbage.length];
  }

  @Override
  public void leave(long[] state, boolean isGrowing) {
    isStill = false;
    if (twinPlaces.length > 0 || (!isGrowing && !heap.isAbsorbed())) {
      return;
    }
    if (isGrowing) {
      heap.absorb();
    }
    numbering.absorb();
    Layout layout = codec.layout();
    for (int vcpu = 0; vcpu < nodes.length; vcpu++) {
      left[vcpu] = layout.get(state, 0, layout.nodeField(vcpu));
    }
    numbering.number(left, state, 0, layout);
    isStill = numbering.garbage(garbage) == 0 && !numbering.finish(garbage, 0);
    source = state;
  }

  @Override
  public boolean canonicalizeNext(long[] newStates, int newOffset, boolean isGrowing) {
    return (isStill && isNumberedAsLeft(newStates, newOffset, isGrowing))
        || canonicalize(newStates, newOffset, isGrowing);
  }

  /**
   * Whether slots are numbered as in the state that was left, in which none moves: it depends on
   * the slots that each vCPU's node refers to, on the variables that refer to slots and on which
   * slots are allocated, as long as no garbage is ordered by its contents.
   */
  private boolean isNumberedAsLeft(long[] newStates, int newOffset, boolean isGrowing) {
    if (isGrowing) {
      heap.absorb();
    } else if (!heap.isAbsorbed()) {
      return false;
    }
    numbering.absorb();
    Layout layout = codec.layout();
    if (numbering.differ(source, newStates, newOffset, layout)) {
      return false;
    }
    for (int vcpu = 0; vcpu < left.length; vcpu++) {
      int node = layout.get(newStates, newOffset, layout.nodeField(vcpu));
      if (node != left[vcpu]
          && !Arrays.equals(images[vcpu].slots(node), images[vcpu].slots(left[vcpu]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean canonicalize(long[] newStates, int newOffset, boolean isGrowing) {
    states = newStates;
    offset = newOffset;
    mayGrow = isGrowing;
    isIncomplete = false;
    hasBest = false;
    if (mayGrow) {
      heap.absorb();
    } else if (!heap.isAbsorbed()) {
      return false;
    }
    numbering.absorb();
    Layout layout = codec.layout();
    for (int vcpu = 0; vcpu < nodes.length; vcpu++) {
      nodes[vcpu] = layout.get(states, offset, layout.nodeField(vcpu));
      who[vcpu] = vcpu;
    }
    if (scratch.length != layout.words()) {
      scratch = new long[layout.words()];
      bestState = new long[layout.words()];
    }
    sortTwins();
    if (!twinOrders.areSeveral()) {
      return tryOnly();
    }
    twinOrders.forEach(order, this::tryOrder);
    return takeBest();
  }

  // ---- twins ----

  private void sortTwins() {
    twinOrders.clear();
    int from = 0;
    for (int to : groupEnds) {
      for (int i = from; i < to; i++) {
        int vcpu = twinPlaces[i];
        int at = i;
        for (; at > from && isBefore(vcpu, order[at - 1]); at--) {
          order[at] = order[at - 1];
        }
        order[at] = vcpu;
      }
      findTies(from, to);
      from = to;
    }
    placeTwins();
  }

  private boolean isBefore(int vcpu, int other) {
    int shape = shape(vcpu);
    int otherShape = shape(other);
    return shape < otherShape || (shape == otherShape && nodes[vcpu] < nodes[other]);
  }

  private int shape(int vcpu) {
    return images[vcpu].shape(nodes[vcpu]);
  }

  /** Twins are tied if their nodes have one shape and are not one node. */
  private void findTies(int from, int to) {
    int begin = from;
    while (begin < to) {
      int end = begin + 1;
      while (end < to && shape(order[end]) == shape(order[begin])) {
        end++;
      }
      if (nodes[order[begin]] != nodes[order[end - 1]]) {
        twinOrders.add(begin, end);
      }
      begin = end;
    }
  }

  private void placeTwins() {
    for (int i = 0; i < order.length; i++) {
      who[twinPlaces[i]] = order[i];
    }
  }

  // ---- candidates ----

  /** Tries the one order of the twins that there is; in place if garbage has one order too. */
  private boolean tryOnly() {
    number();
    GarbageOrder.Orders orders = orderGarbage();
    if (orders.areSeveral()) {
      tryGarbage(orders);
      return takeBest();
    }
    boolean isMoved = numbering.finish(garbage, garbageCount) || !isInPlace();
    if (!isMoved) {
      return true;
    }
    if (!apply()) {
      return false;
    }
    System.arraycopy(scratch, 0, states, offset, scratch.length);
    return true;
  }

  private boolean isInPlace() {
    for (int place = 0; place < who.length; place++) {
      if (who[place] != place) {
        return false;
      }
    }
    return true;
  }

  private void number() {
    for (int place = 0; place < who.length; place++) {
      places[place] = nodes[who[place]];
    }
    numbering.number(places, states, offset, codec.layout());
  }

  private GarbageOrder.Orders orderGarbage() {
    garbageCount = numbering.garbage(garbage);
    return garbageOrder.sort(garbage, garbageCount, states, offset, codec.layout());
  }

  private void tryOrder() {
    placeTwins();
    number();
    tryGarbage(orderGarbage());
  }

  private void tryGarbage(GarbageOrder.Orders orders) {
    int reached = numbering.numbered();
    orders.forEach(
        garbage,
        () -> {
          numbering.finish(garbage, garbageCount);
          tryCandidate();
          numbering.retract(reached);
        });
  }

  private void tryCandidate() {
    if (isIncomplete || codec.isTooNarrow()) {
      return;
    }
    if (!apply()) {
      isIncomplete = true;
      return;
    }
    Layout layout = codec.layout();
    for (int vcpu = 0; vcpu < nodes.length; vcpu++) {
      key[vcpu] = layout.get(scratch, 0, layout.nodeField(vcpu));
    }
    for (int variable = nodes.length; variable < key.length; variable++) {
      key[variable] = layout.get(scratch, 0, variable - nodes.length);
    }
    if (!hasBest || Arrays.compare(key, bestKey) < 0) {
      hasBest = true;
      System.arraycopy(key, 0, bestKey, 0, key.length);
      System.arraycopy(who, 0, bestWho, 0, who.length);
      System.arraycopy(numbering.permutation, 0, bestSlots, 0, bestSlots.length);
      System.arraycopy(scratch, 0, bestState, 0, scratch.length);
    }
  }

  private boolean takeBest() {
    if (codec.isTooNarrow()) {
      return true; /* the state is void */
    }
    if (isIncomplete) {
      return false;
    }
    System.arraycopy(bestWho, 0, who, 0, who.length);
    System.arraycopy(bestSlots, 0, numbering.permutation, 0, bestSlots.length);
    System.arraycopy(bestState, 0, states, offset, bestState.length);
    return true;
  }

  // ---- the image of the state ----

  /** Puts the image of the state into the scratch; returns false if code must be unfolded. */
  private boolean apply() {
    System.arraycopy(states, offset, scratch, 0, scratch.length);
    Layout layout = codec.layout();
    for (int place = 0; place < places.length; place++) {
      int node = image(place);
      if (node == NodeImages.UNKNOWN || codec.isTooNarrow()) {
        return codec.isTooNarrow();
      }
      layout.set(scratch, 0, layout.nodeField(place), node);
    }
    for (int variable : numbering.roots()) {
      if (!map(variable, variable, layout)) {
        return codec.isTooNarrow();
      }
    }
    return applyToSlots(layout);
  }

  private int image(int place) {
    int known = images[place].find(places[place], numbering.permutation);
    if (known != NodeImages.UNKNOWN || !mayGrow) {
      return known;
    }
    int image = images[place].image(places[place], numbering.permutation);
    codec.requireNodes(place);
    return image;
  }

  private boolean applyToSlots(Layout layout) {
    Slots slots = heap.slots();
    int[] permutation = numbering.permutation;
    for (int slab = 0; slab < slots.slabs(); slab++) {
      int[] fields = numbering.referringFields(slab);
      for (int slot : numbering.movable(slab)) {
        int target = permutation[slot];
        if (target != slot) {
          copy(slot, target, layout);
        }
        for (int field : fields) {
          if (!map(slots.first(slot) + field, slots.first(target) + field, layout)) {
            return codec.isTooNarrow();
          }
        }
      }
    }
    return true;
  }

  private void copy(int slot, int target, Layout layout) {
    Slots slots = heap.slots();
    int life = layout.get(states, offset, slots.life(slot));
    layout.set(scratch, 0, slots.life(target), life);
    int from = slots.first(slot);
    int to = slots.first(target);
    for (int field = 0; field < slots.fields(slot); field++) {
      layout.set(scratch, 0, to + field, layout.get(states, offset, from + field));
    }
  }

  /** Puts the image of a variable's code where it belongs. */
  private boolean map(int from, int to, Layout layout) {
    int code = layout.get(states, offset, from);
    if (heap.references[heap.representative[from]][code].length == 0) {
      return true;
    }
    int image = heap.findCode(from, code, numbering.permutation);
    if (image == ImageTable.NONE) {
      if (!mayGrow) {
        return false;
      }
      image = codec.imageOfCode(from, code, numbering.permutation);
    }
    if (codec.isTooNarrow()) {
      return false;
    }
    layout.set(scratch, 0, to, image);
    return true;
  }

  // ---- what was done ----

  @Override
  public int[] vcpus() {
    return who.clone();
  }

  @Override
  public int[] slots() {
    return numbering.permutation.clone();
  }
}
