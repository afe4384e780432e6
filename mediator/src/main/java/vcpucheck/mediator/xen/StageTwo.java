package vcpucheck.mediator.xen;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.ValueCell;

/**
 * A domain's second-stage map (p2m): guest frame number to page and type.
 *
 * <p>Frames are contiguous from a base. A lookup is one step, the map's lock taken and dropped in
 * it; as in Xen, the answer may be out of date when it is used.
 */
public final class StageTwo {
  /** Whether second-stage maps may change while a model runs. */
  public enum Kind {
    /**
     * Never: a lookup is no step, and no short-lived reference is taken for a copy, since no page
     * can go away.
     */
    FIXED,
    /** Any time: ballooning, foreign mappings. */
    CHANGING
  }

  /**
   * What one guest frame is mapped to.
   *
   * @param page a guest page's number; means nothing if the type is {@link PageType#NONE}
   * @param type what the frame is
   */
  public record Entry(int page, PageType type) {
    /** No mapping. */
    public static final Entry NONE = new Entry(-1, PageType.NONE);
  }

  private final Machine machine;
  private final String name;
  private final long firstFrame;
  private final List<Entry> initial = new ArrayList<>();
  private final List<ValueCell<Entry>> cells = new ArrayList<>();

  StageTwo(Machine machine, String name, long firstFrame) {
    this.machine = machine;
    this.name = name;
    this.firstFrame = firstFrame;
  }

  /** Maps the next frame; while the model is built. Returns its guest-physical address. */
  public long add(Entry entry) {
    initial.add(entry);
    if (machine.kind() == Kind.CHANGING) {
      cells.add(machine.memory().valueCell(name + cells.size() + "]", entry));
    }
    return (firstFrame + initial.size() - 1) << PageContent.PAGE_SHIFT;
  }

  /** Looks a frame up: one step. */
  @CFunction("p2m_lookup")
  public Entry lookup(long frame) {
    long index = frame - firstFrame;
    if (index < 0 || index >= initial.size()) {
      return Entry.NONE;
    }
    return machine.kind() == Kind.FIXED
        ? initial.get((int) index)
        : cells.get((int) index).get(Access.OPAQUE);
  }

  /**
   * Changes what a frame is mapped to: one step.
   *
   * @throws IllegalStateException if the machine's maps are fixed
   * @throws IndexOutOfBoundsException if the frame was never added
   */
  @CFunction("p2m_set_entry")
  public void set(long frame, Entry entry) {
    if (machine.kind() == Kind.FIXED) {
      throw new IllegalStateException(
          "second-stage maps of this machine are fixed: frame=" + frame + "; make it CHANGING");
    }
    cells.get((int) (frame - firstFrame)).set(entry, Access.OPAQUE);
  }

  /** How many frames there are. */
  public int size() {
    return initial.size();
  }
}
