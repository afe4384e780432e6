package vcpucheck.mediator.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shared buffers of one domain: {@code optee_shm_buf_list}. */
public interface BufferTable {
  /**
   * Adds a buffer, which has no pages yet, unless its cookie is taken.
   *
   * @return whether it was added
   */
  boolean insert(ShmBuffer buffer, long cookie);

  /** The first buffer with a cookie, or null. To be followed by {@link #endUse}. */
  @Nullable ShmBuffer find(long cookie);

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
  @Nullable ShmBuffer remove(long cookie);

  /** The oldest buffer, or null; for destruction, when no vCPU runs. */
  @Nullable ShmBuffer first();

  /** All buffers, oldest first: for properties and reports. */
  List<ShmBuffer> snapshot();
}
