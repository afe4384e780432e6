package vcpucheck.checker.machine.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.OperationTable;

/**
 * How the states of a machine are packed: where their fields lie, what they hash to, and which of
 * them are alike because their vCPUs are interchangeable.
 *
 * <p>A state is some fields for memory, then one for each vCPU. The codes that a field may hold are
 * numbered from 0 and become more while a search goes on; when a code does not fit any more the
 * codec {@link #isTooNarrow}, and {@link #widen} replaces the layout.
 */
public final class StateCodec {
  /** Automata grow during the search: spare bits for nodes to come, if there are any. */
  private static final int NODE_BITS_AHEAD = 1;

  private final int variables;
  private final int vcpus;
  private final IntUnaryOperator codes;
  private final List<OperationTable> programs;
  private final TwinSorter.Twins twins;
  private final @Nullable HeapSymmetry heap;
  private final Function<Layout, Runnable> relayout;
  private Layout layout;
  private boolean tooNarrow;

  /**
   * Makes a codec whose layout fits the codes known so far.
   *
   * @param variables how many fields memory has
   * @param programs the program of each vCPU; vCPUs that share one are interchangeable
   * @param codes for each field, how many codes it may hold so far
   * @param heap which slots are interchangeable; null if the memory model does not say, or memory's
   *     fields are not the variables
   * @param relayout prepares the machine for a layout; what it returns puts that into effect and
   *     needs no memory, so that a layout changes at once or, without memory, not at all
   */
  public StateCodec(
      int variables,
      List<OperationTable> programs,
      IntUnaryOperator codes,
      @Nullable HeapSymmetry heap,
      Function<Layout, Runnable> relayout) {
    this.variables = variables;
    this.programs = List.copyOf(programs);
    this.codes = codes;
    this.heap = heap;
    this.relayout = relayout;
    vcpus = programs.size();
    twins = new TwinSorter.Twins(programs);
    layout = new Layout(variables, new int[variables + vcpus]);
    widen();
  }

  /** Where the fields of a state lie. */
  public Layout layout() {
    return layout;
  }

  /** Whether some field has more codes than its bits can hold. */
  public boolean isTooNarrow() {
    return tooNarrow;
  }

  /** The codes of a state, which any layout can hold: variables', then vCPUs' nodes. */
  public int[] codes(long[] state) {
    int[] all = new int[variables + vcpus];
    for (int field = 0; field < all.length; field++) {
      all[field] = layout.get(state, 0, field);
    }
    return all;
  }

  /** The state that has some codes, in a layout that is widened if need be. */
  public long[] state(int[] all) {
    for (int field = 0; field < all.length; field++) {
      require(field, all[field]);
    }
    if (isTooNarrow()) {
      widen();
    }
    long[] state = new long[layout.words()];
    for (int field = 0; field < all.length; field++) {
      layout.set(state, 0, field, all[field]);
    }
    return state;
  }

  /** Notes that a field may hold a code from now on. */
  public void require(int field, int code) {
    tooNarrow |= !layout.fits(field, code);
  }

  /**
   * Replaces the layout by one in which every known code fits.
   *
   * @return how to copy states into it
   */
  public Layout.Relocation widen() {
    Layout before = layout;
    int[] needed = new int[variables + vcpus];
    int[] roomy = new int[needed.length];
    for (int field = 0; field < needed.length; field++) {
      needed[field] = Integer.SIZE - Integer.numberOfLeadingZeros(codes.applyAsInt(field) - 1);
      boolean fits = needed[field] <= before.bits(field);
      int room = fits ? before.bits(field) - needed[field] : NODE_BITS_AHEAD;
      roomy[field] = needed[field] + (field < variables ? 0 : room);
    }
    Layout tight = new Layout(variables, needed);
    Layout after = new Layout(variables, roomy);
    if (after.words() > tight.words()) {
      after = tight; /* a word more for every state would cost more than to move them more often */
    }
    Layout.Relocation relocation = after.from(before);
    use(after);
    return relocation;
  }

  private void use(Layout after) {
    Runnable effect = relayout.apply(after);
    layout = after;
    tooNarrow = false;
    effect.run();
  }

  /** Notes that a vCPU's program has as many nodes as it has. */
  public void requireNodes(int ofVcpu) {
    OperationTable program = programs.get(ofVcpu);
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      if (programs.get(vcpu) == program) {
        require(layout.nodeField(vcpu), program.size() - 1);
      }
    }
  }

  /**
   * The code that a permutation of slots makes of a code of a variable; see {@link #heap}.
   *
   * @throws Asymmetry if its value refers to slots that cannot be exchanged
   */
  public int imageOfCode(int variable, int code, int[] permutation) {
    HeapSymmetry symmetry = Objects.requireNonNull(heap);
    int image = symmetry.imageOfCode(variable, code, permutation);
    require(symmetry.slots().image(variable, permutation), image);
    return image;
  }

  /** Whether some vCPUs have the same program. */
  public boolean hasTwins() {
    return twins.exist();
  }

  /** Which slots of slabs are interchangeable, if the memory model can tell. */
  public Optional<HeapSymmetry> heap() {
    return Optional.ofNullable(heap);
  }

  /**
   * Replaces states by representatives of all that are alike.
   *
   * @param exchangesVcpus whether states are alike that differ only in which of several vCPUs with
   *     the same program is where
   * @param exchangesSlots whether states are alike that differ only in which slots are where; only
   *     if there is a {@link #heap}
   */
  public Canonicalizer canonicalizer(boolean exchangesVcpus, boolean exchangesSlots) {
    int[][] groups = exchangesVcpus ? twins.groups() : new int[0][];
    return exchangesSlots
        ? new HeapCanonicalizer(this, Objects.requireNonNull(heap), groups, variables)
        : new TwinSorter(this, groups, vcpus);
  }

  /**
   * A 64-bit hash of a state that does not depend on the layout: a random number for each bit of
   * each field, those of the bits that are set added without carry (Zobrist: A New Hashing Method
   * with Application for Game Playing, 1970). So two different states have one hash with
   * probability 2^-64 (Carter, Wegman: Universal Classes of Hash Functions, JCSS 1979), and a
   * transition changes it by what it changes.
   */
  public long hash(long[] states, int offset) {
    return layout.hash(states, offset);
  }

  /**
   * By what the hashes of two states differ.
   *
   * @param state from its first word on
   * @param states has the other state at the offset
   */
  public long hashChange(long[] state, long[] states, int offset) {
    return layout.hashChange(state, states, offset);
  }

  /** How to copy states from a layout of before into the one of now. */
  public Layout.Relocation from(Layout before) {
    return layout.from(before);
  }

  /** Reads a layout of before. */
  public Layout layout(DataInput in) throws IOException {
    return Layout.restore(in, variables, variables + vcpus);
  }

  /** Writes the layout. */
  public void save(DataOutput out) throws IOException {
    layout.save(out);
  }

  /** Lays states out as in another codec whose fields have grown as much. */
  public void restore(DataInput in) throws IOException {
    use(Layout.restore(in, variables, variables + vcpus));
  }
}
