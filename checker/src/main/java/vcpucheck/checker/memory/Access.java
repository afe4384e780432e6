package vcpucheck.checker.memory;

/**
 * How one access to a cell is ordered: the access modes of {@link java.lang.invoke.VarHandle}.
 *
 * <p>Two accesses to one cell that can run at the same time, one of them a write and one of them
 * {@link #PLAIN}, are a data race.
 */
public enum Access {
  /** An ordinary C access: may be torn, merged or reordered by the compiler; races are defects. */
  PLAIN,
  /** A single relaxed access: {@code ACCESS_ONCE}, {@code read_atomic}, {@code atomic_read}. */
  OPAQUE,
  /** A load, or a read-modify-write, after which later accesses stay. */
  ACQUIRE,
  /** A store, or a read-modify-write, before which earlier accesses stay. */
  RELEASE,
  /** A read-modify-write before which earlier accesses stay and after which later ones do. */
  ACQUIRE_RELEASE,
  /** Sequentially consistent. */
  VOLATILE;

  /**
   * Returns this mode for a load.
   *
   * @throws IllegalArgumentException if no load has it
   */
  public Access forLoad() {
    if (this == RELEASE || this == ACQUIRE_RELEASE) {
      throw new IllegalArgumentException("a load cannot be " + this + "; use ACQUIRE or VOLATILE");
    }
    return this;
  }

  /**
   * Returns this mode for a store.
   *
   * @throws IllegalArgumentException if no store has it
   */
  public Access forStore() {
    if (this == ACQUIRE || this == ACQUIRE_RELEASE) {
      throw new IllegalArgumentException("a store cannot be " + this + "; use RELEASE or VOLATILE");
    }
    return this;
  }

  /**
   * Returns this mode for a read-modify-write.
   *
   * @throws IllegalArgumentException if no read-modify-write has it
   */
  public Access forUpdate() {
    if (this == PLAIN) {
      throw new IllegalArgumentException(
          "a read-modify-write is atomic and cannot be PLAIN; use OPAQUE for a relaxed one");
    }
    return this;
  }
}
