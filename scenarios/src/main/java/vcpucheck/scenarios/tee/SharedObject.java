package vcpucheck.scenarios.tee;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * Memory of the guest that OP-TEE has an object for: {@code struct mobj_reg_shm}.
 *
 * @param cookie the guest's name for it
 * @param pages machine addresses of its pages
 * @param kind where it comes from
 * @param users the threads whose parameters name it
 * @param waiter the thread that waits for the last user, or {@link #NOBODY}
 */
public record SharedObject(
    long cookie, List<Long> pages, Kind kind, List<Integer> users, int waiter) {
  /** Where an object comes from. */
  public enum Kind {
    /** {@code OPTEE_MSG_CMD_REGISTER_SHM}: not guarded, the guest may release it. */
    REGISTERED,
    /** {@code OPTEE_RPC_CMD_SHM_ALLOC}. */
    PAYLOAD,
    /** A temporary memory parameter, for the time of one call. */
    TEMPORARY
  }

  /** No thread. */
  public static final int NOBODY = -1;

  public SharedObject {
    pages = ImmutableList.copyOf(pages);
    users = ImmutableList.copyOf(users);
  }

  static SharedObject of(long cookie, List<Long> pages, Kind kind) {
    return new SharedObject(cookie, pages, kind, List.of(), NOBODY);
  }

  SharedObject withUser(int thread) {
    return new SharedObject(
        cookie,
        pages,
        kind,
        ImmutableList.<Integer>builder().addAll(users).add(thread).build(),
        waiter);
  }

  SharedObject withoutUser(int thread) {
    return new SharedObject(
        cookie, pages, kind, users.stream().filter(user -> user != thread).toList(), waiter);
  }

  SharedObject releasedBy(int thread) {
    return new SharedObject(cookie, pages, kind, users, thread);
  }
}
