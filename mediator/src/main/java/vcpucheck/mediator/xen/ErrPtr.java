package vcpucheck.mediator.xen;

import org.jspecify.annotations.Nullable;

/**
 * A pointer or an error number: C's {@code ERR_PTR}.
 *
 * @param pointer null exactly if there is an error
 * @param error {@link Errno#OK} exactly if there is a pointer
 */
public record ErrPtr<T>(@Nullable T pointer, Errno error) {
  public ErrPtr {
    if ((pointer == null) == (error == Errno.OK)) {
      throw new IllegalArgumentException(
          "a pointer or an error, not both: pointer=" + pointer + ", error=" + error);
    }
  }

  /** A pointer. */
  public static <T> ErrPtr<T> of(T pointer) {
    return new ErrPtr<>(pointer, Errno.OK);
  }

  /** An error. */
  public static <T> ErrPtr<T> error(Errno error) {
    return new ErrPtr<>(null, error);
  }

  /** As C has it. */
  @Override
  public String toString() {
    return pointer == null ? "ERR_PTR(-" + error + ")" : pointer.toString();
  }
}
