package vcpucheck.mediator.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shared buffers of one domain: {@code optee_shm_buf_list}. */
public interface BufferTable {
  /** Which buffers with a cookie a caller may touch. */
  @FunctionalInterface
  interface Right {
    /** Any: the C code. */
    Right ANY = buffer -> true;

    /** None. */
    Right NONE = buffer -> false;

    /** Whether it covers a buffer, which no other vCPU can take out meanwhile. */
    boolean covers(ShmBuffer buffer);
  }

  /**
   * Adds a buffer, which has no pages yet, unless its cookie is taken.
   *
   * @param taken which buffers with that cookie count
   * @return whether it was added
   */
  boolean insert(ShmBuffer buffer, long cookie, Right taken);

  /** The first buffer with a cookie, or null. To be followed by {@link #endUse}. */
  @Nullable ShmBuffer find(long cookie, Right right);

  /**
   * Ends a use that {@link #find} began.
   *
   * @return whether the buffer was taken out meanwhile and this was the last use, so that the
   *     caller must free it
   */
  boolean endUse(ShmBuffer buffer);

  /**
   * Takes the first buffer with a cookie out.
   *
   * @return what the caller must free, or null if there is none or its last user will free it
   */
  @Nullable ShmBuffer remove(long cookie, Right right);

  /** As {@link #remove}, whatever the cookie. */
  @Nullable ShmBuffer removeAny(Right right);

  /**
   * Makes the first buffer with a cookie an {@link ShmBuffer.Kind#ORPHAN}: it stays, but its cookie
   * means nothing any more.
   */
  void disown(long cookie, Right right);

  /** The oldest buffer, or null; for destruction, when no vCPU runs. */
  @Nullable ShmBuffer first();

  /** All buffers, oldest first: for properties and reports. */
  List<ShmBuffer> snapshot();
}
