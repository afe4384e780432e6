package vcpucheck.scenarios.tee;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * {@code reg_shm_list} of one partition, latest first. Cookies need not differ: a search finds the
 * latest.
 *
 * <p>A change here is what OP-TEE does in one critical section of its list lock.
 *
 * @param objects the objects
 */
record ObjectList(List<SharedObject> objects) {
  static final ObjectList EMPTY = new ObjectList(List.of());

  private static final int NOT_FOUND = -1;

  ObjectList {
    objects = ImmutableList.copyOf(objects);
  }

  private int find(long cookie) {
    for (int index = 0; index < objects.size(); index++) {
      if (objects.get(index).cookie() == cookie) {
        return index;
      }
    }
    return NOT_FOUND;
  }

  private ObjectList with(int index, SharedObject object) {
    List<SharedObject> changed = new ArrayList<>(objects);
    changed.set(index, object);
    return new ObjectList(changed);
  }

  private ObjectList without(int index) {
    List<SharedObject> changed = new ArrayList<>(objects);
    changed.remove(index);
    return new ObjectList(changed);
  }

  /** Adds an object at the front. */
  record Insert(SharedObject object) implements UnaryOperator<ObjectList> {
    @Override
    public ObjectList apply(ObjectList list) {
      return new ObjectList(
          ImmutableList.<SharedObject>builder().add(object).addAll(list.objects()).build());
    }
  }

  /** Takes an object out that is known by reference. */
  record Remove(long cookie, SharedObject.Kind kind) implements UnaryOperator<ObjectList> {
    @Override
    public ObjectList apply(ObjectList list) {
      for (int index = 0; index < list.objects().size(); index++) {
        SharedObject object = list.objects().get(index);
        if (object.cookie() == cookie && object.kind() == kind) {
          return list.without(index);
        }
      }
      return list;
    }
  }

  /** Makes a thread a user of the latest object with a cookie, if there is one. */
  record Use(long cookie, int thread) implements UnaryOperator<ObjectList> {
    @Override
    public ObjectList apply(ObjectList list) {
      int index = list.find(cookie);
      return index == NOT_FOUND
          ? list
          : list.with(index, list.objects().get(index).withUser(thread));
    }
  }

  /** Ends a thread's uses. */
  record EndUses(int thread) implements UnaryOperator<ObjectList> {
    @Override
    public ObjectList apply(ObjectList list) {
      return new ObjectList(
          list.objects().stream()
              .map(object -> object.users().contains(thread) ? object.withoutUser(thread) : object)
              .toList());
    }
  }

  /** Marks the latest object with a cookie as released by a thread, if it may be released. */
  record Release(long cookie, int thread) implements UnaryOperator<ObjectList> {
    @Override
    public ObjectList apply(ObjectList list) {
      int index = list.find(cookie);
      boolean isReleasable =
          index != NOT_FOUND
              && list.objects().get(index).kind() == SharedObject.Kind.REGISTERED
              && list.objects().get(index).waiter() == SharedObject.NOBODY;
      return isReleasable ? list.with(index, list.objects().get(index).releasedBy(thread)) : list;
    }
  }

  /** Takes out what a thread released. */
  record EndRelease(int thread) implements UnaryOperator<ObjectList> {
    @Override
    public ObjectList apply(ObjectList list) {
      return new ObjectList(
          list.objects().stream().filter(object -> object.waiter() != thread).toList());
    }
  }

  /** How far a thread is with releasing an object. */
  enum Progress {
    /** It may not release it. */
    REFUSED,
    /** It has to wait for the last user. */
    BUSY,
    /** It is not used any more. */
    READY
  }

  /** How far a thread is with releasing an object. */
  record GetProgress(int thread) implements Function<ObjectList, Progress> {
    @Override
    public Progress apply(ObjectList list) {
      for (SharedObject object : list.objects()) {
        if (object.waiter() == thread) {
          return object.users().isEmpty() ? Progress.READY : Progress.BUSY;
        }
      }
      return Progress.REFUSED;
    }
  }

  /** Whether a thread uses an object with a cookie. */
  record IsUser(long cookie, int thread) implements Function<ObjectList, Boolean> {
    @Override
    public Boolean apply(ObjectList list) {
      return list.objects().stream()
          .anyMatch(object -> object.cookie() == cookie && object.users().contains(thread));
    }
  }

  /** A thread whose wait for the last user of an object is over, or NOBODY. */
  enum GetReady implements Function<ObjectList, Integer> {
    INSTANCE;

    @Override
    public Integer apply(ObjectList list) {
      return list.objects().stream()
          .filter(object -> object.users().isEmpty())
          .map(SharedObject::waiter)
          .filter(waiter -> waiter != SharedObject.NOBODY)
          .findFirst()
          .orElse(SharedObject.NOBODY);
    }
  }
}
