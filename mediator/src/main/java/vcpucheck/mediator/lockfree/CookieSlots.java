package vcpucheck.mediator.lockfree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Mutant;

/**
 * A set of structs with cookies, without locks: one slot for each struct of the pool.
 *
 * <p>See the package for states, transitions and linearization points.
 */
final class CookieSlots<T> {
  private static final int NO_SLOT = -1;

  /** A right that covers all; recognised, so that no reference is taken to ask for it. */
  enum Coverage implements Predicate<Object> {
    /** The only one. */
    FULL;

    @Override
    public boolean test(Object struct) {
      return true;
    }
  }

  private final Memory memory;
  private final Slab<T> structs;
  private final Behaviour behaviour;
  private final Consumer<T> release;
  private final long ticketMask;
  private final LongCell last;
  private final List<LongCell> words = new ArrayList<>();
  private final List<LongCell> cookies = new ArrayList<>();

  /** A live slot and its word when it was seen; slot -1 if there is none. */
  private record Seen(int slot, long word) {
    private static final Seen NONE = new Seen(NO_SLOT, SlotWord.EMPTY);
  }

  /** How far a scan is, and the oldest slot that it has seen. */
  private record Scan(int slot, Seen oldest) {}

  /** Which slots a scan looks for: younger than a ticket, with a cookie or any. */
  private record Wanted(long after, boolean isAny, long cookie) {
    private static final Wanted ALL = new Wanted(-1, true, 0);

    static Wanted named(long cookie) {
      return new Wanted(-1, false, cookie);
    }

    Wanted youngerThan(long ticket) {
      return new Wanted(ticket, isAny, cookie);
    }
  }

  /**
   * @param release frees a struct whose last user is this table itself, while it asks for rights
   */
  CookieSlots(
      Memory memory, String name, Slab<T> structs, Behaviour behaviour, Consumer<T> release) {
    this.memory = memory;
    this.structs = structs;
    this.behaviour = behaviour;
    this.release = release;
    ticketMask = ticketMask(behaviour);
    last = memory.longCell(name + ".last", 0);
    for (int slot = 0; slot < structs.capacity(); slot++) {
      words.add(memory.longCell(name + "[" + slot + "].word", SlotWord.EMPTY));
      cookies.add(memory.longCell(name + "[" + slot + "].cookie", 0));
    }
  }

  private static long ticketMask(Behaviour behaviour) {
    if (behaviour.has(Mutant.BARE_INDEX)) {
      return 0;
    }
    return behaviour.has(Mutant.ONE_BIT_GENERATION) ? 1 : -1;
  }

  /**
   * Adds a struct that is filled, unless its cookie is taken.
   *
   * @param taken which structs with that cookie count
   * @param references how many uses of it begin with the insertion
   */
  boolean insert(T struct, long cookie, Predicate<? super T> taken, int references) {
    int slot = structs.index(struct);
    return memory.call(
        () -> {
          if (behaviour.has(Mutant.CLAIM_THEN_FILL)) {
            words.get(slot).set(SlotWord.live(SlotWord.pending(1, references)), Access.RELEASE);
          }
          // OPAQUE: published by the RELEASE of the pending word; not read before.
          cookies.get(slot).set(cookie, Access.OPAQUE);
          return memory.loop(
              false,
              isPending -> {
                // ACQUIRE: what earlier insertions published is seen by the scan.
                long before = last.get(Access.ACQUIRE);
                complete(before);
                if (isTaken(slot, cookie, taken)) {
                  if (isPending) {
                    // OPAQUE: no helper acts on it, since it is not in the last insertion.
                    words.get(slot).set(SlotWord.EMPTY, Access.OPAQUE);
                  }
                  return Iteration.done(false);
                }
                return commit(slot, before, references)
                    ? Iteration.done(true)
                    : Iteration.again(true);
              });
        });
  }

  private boolean commit(int slot, long before, int references) {
    long ticket = InsertionWord.ticket(before) + 1;
    // RELEASE: who sees the slot pending or live sees the cookie and the filled struct.
    words.get(slot).set(SlotWord.pending(ticket & ticketMask, references), published());
    long insertion = InsertionWord.of(ticket, slot);
    if (behaviour.has(Mutant.SCAN_THEN_INSERT)) {
      last.set(insertion, Access.RELEASE);
      complete(insertion);
      return true;
    }
    // RELEASE: the scan is over, and who completes it sees the pending word.
    boolean isDecided = last.compareAndSet(before, insertion, published());
    if (isDecided) {
      complete(insertion);
    }
    return isDecided;
  }

  /* Ends an insertion that is decided; the first vCPU that meets it does so. */
  private void complete(long insertion) {
    if (insertion == 0) {
      return;
    }
    LongCell cell = words.get(InsertionWord.slot(insertion));
    // ACQUIRE: the cookie and the struct are passed on by the RELEASE below.
    long word = cell.get(Access.ACQUIRE);
    if (SlotWord.isPending(word, InsertionWord.ticket(insertion) & ticketMask)) {
      cell.compareAndSet(word, SlotWord.live(word), published());
    }
  }

  private Access published() {
    return behaviour.has(Mutant.RELAXED_PUBLICATION) ? Access.OPAQUE : Access.RELEASE;
  }

  /* The slot of the insertion itself counts only for a mutant, which has made it live already. */
  private boolean isTaken(int own, long cookie, Predicate<? super T> taken) {
    return memory.loop(
        Wanted.named(cookie),
        wanted -> {
          Seen seen = oldest(wanted, own);
          if (seen.slot() == NO_SLOT) {
            return Iteration.done(false);
          }
          if (taken == Coverage.FULL) {
            return Iteration.done(true);
          }
          if (!pin(seen)) {
            return Iteration.again(wanted);
          }
          T struct = structs.slot(seen.slot());
          boolean isTaken = taken.test(struct);
          drop(struct);
          return isTaken
              ? Iteration.done(true)
              : Iteration.again(wanted.youngerThan(SlotWord.ticket(seen.word())));
        });
  }

  /** Finds the oldest struct with a cookie that a right covers, and begins a use of it. */
  @Nullable T find(long cookie, Predicate<? super T> right) {
    return memory.<@Nullable T>call(
        () ->
            struct(
                memory.loop(Wanted.named(cookie), wanted -> search(wanted, right, this::begin))));
  }

  /** What is done with the oldest candidate: ends the search with a slot or {@link #NO_SLOT}. */
  @FunctionalInterface
  private interface Attempt<T> {
    Iteration<Wanted, Integer> on(Seen seen, Wanted wanted, Predicate<? super T> right);
  }

  private Iteration<Wanted, Integer> search(
      Wanted wanted, Predicate<? super T> right, Attempt<T> attempt) {
    // ACQUIRE: an insertion that is decided is seen.
    complete(last.get(Access.ACQUIRE));
    Seen seen = oldest(wanted, NO_SLOT);
    return seen.slot() == NO_SLOT ? Iteration.done(NO_SLOT) : attempt.on(seen, wanted, right);
  }

  private @Nullable T struct(int slot) {
    return slot == NO_SLOT ? null : structs.slot(slot);
  }

  private Iteration<Wanted, Integer> begin(Seen seen, Wanted wanted, Predicate<? super T> right) {
    if (!behaviour.has(Mutant.NO_REFERENCE) && !pin(seen)) {
      return Iteration.again(wanted);
    }
    T struct = structs.slot(seen.slot());
    if (right == Coverage.FULL || right.test(struct)) {
      return Iteration.done(seen.slot());
    }
    drop(struct);
    return Iteration.again(wanted.youngerThan(SlotWord.ticket(seen.word())));
  }

  /**
   * Ends a use.
   *
   * @return whether the struct was taken out and this was the last use: the caller must free it
   */
  boolean endUse(T struct) {
    LongCell cell = words.get(structs.index(struct));
    return memory.call(
        () ->
            memory.loop(
                "end use",
                state -> {
                  // OPAQUE: the exchange decides.
                  long word = cell.get(Access.OPAQUE);
                  if (behaviour.has(Mutant.NO_REFERENCE) && SlotWord.references(word) == 0) {
                    return Iteration.done(false);
                  }
                  long rest = SlotWord.dropped(word);
                  // RELEASE: this use is over before the struct is freed.
                  Access order = behaviour.has(Mutant.RELAXED_PUT) ? Access.OPAQUE : Access.RELEASE;
                  if (!cell.compareAndSet(word, rest, order)) {
                    return Iteration.again(state);
                  }
                  if (rest == SlotWord.EMPTY) {
                    // ACQUIRE: all other uses are over before the last user frees.
                    memory.fence(Fence.ACQUIRE);
                  }
                  return Iteration.done(rest == SlotWord.EMPTY);
                }));
  }

  private void drop(T struct) {
    if (endUse(struct)) {
      release.accept(struct);
    }
  }

  /** Takes the oldest struct with a cookie that a right covers out. */
  @Nullable T remove(long cookie, Predicate<? super T> right) {
    return remove(Wanted.named(cookie), right);
  }

  /** Takes the oldest struct that a right covers out. */
  @Nullable T removeAny(Predicate<? super T> right) {
    return remove(Wanted.ALL, right);
  }

  private @Nullable T remove(Wanted first, Predicate<? super T> right) {
    Attempt<T> attempt = right == Coverage.FULL ? this::takeOut : this::takeOutIfCovered;
    return memory.<@Nullable T>call(
        () -> struct(memory.loop(first, wanted -> search(wanted, right, attempt))));
  }

  private Iteration<Wanted, Integer> takeOut(Seen seen, Wanted wanted, Predicate<? super T> right) {
    boolean isForced = behaviour.has(Mutant.FREE_UNDER_READERS);
    long rest = isForced ? SlotWord.EMPTY : SlotWord.takenOut(seen.word());
    // ACQUIRE: all uses that have ended are over before the caller frees; or RELEASE: what the
    // caller did is done before the last user frees.
    Access order = rest == SlotWord.EMPTY ? taken() : Access.RELEASE;
    if (!words.get(seen.slot()).compareAndSet(seen.word(), rest, order)) {
      return Iteration.again(wanted);
    }
    return Iteration.done(rest == SlotWord.EMPTY ? seen.slot() : NO_SLOT);
  }

  private Access taken() {
    return behaviour.has(Mutant.RELAXED_TAKE) ? Access.OPAQUE : Access.ACQUIRE;
  }

  /* Asks for the right with a reference of its own, and takes the struct out with that. */
  private Iteration<Wanted, Integer> takeOutIfCovered(
      Seen seen, Wanted wanted, Predicate<? super T> right) {
    if (!pin(seen)) {
      return Iteration.again(wanted);
    }
    T struct = structs.slot(seen.slot());
    if (right.test(struct) && markDying(seen.slot())) {
      return Iteration.done(endUse(struct) ? seen.slot() : NO_SLOT);
    }
    drop(struct);
    return Iteration.again(wanted.youngerThan(SlotWord.ticket(seen.word())));
  }

  private boolean markDying(int slot) {
    LongCell cell = words.get(slot);
    return memory.loop(
        "take out",
        state -> {
          // OPAQUE twice: the reference keeps the slot, and ending it orders what follows.
          long word = cell.get(Access.OPAQUE);
          if (!SlotWord.isLive(word)) {
            return Iteration.done(false);
          }
          return cell.compareAndSet(word, SlotWord.takenOut(word), Access.OPAQUE)
              ? Iteration.done(true)
              : Iteration.again(state);
        });
  }

  /* Increment unless it is no longer that live slot of that generation. */
  private boolean pin(Seen seen) {
    LongCell cell = words.get(seen.slot());
    if (behaviour.has(Mutant.PLAIN_INCREMENT)) {
      cell.add(SlotWord.REFERENCE, Access.ACQUIRE);
      return true;
    }
    // ACQUIRE: the struct is read after the reference is taken.
    return cell.compareAndSet(seen.word(), seen.word() + SlotWord.REFERENCE, Access.ACQUIRE);
  }

  private Seen oldest(Wanted wanted, int except) {
    return memory.loop(
        new Scan(0, Seen.NONE),
        scan ->
            scan.slot() == words.size()
                ? Iteration.done(scan.oldest())
                : Iteration.again(
                    new Scan(
                        scan.slot() + 1,
                        scan.slot() == except
                            ? scan.oldest()
                            : older(scan.oldest(), scan.slot(), wanted))));
  }

  private Seen older(Seen oldest, int slot, Wanted wanted) {
    // ACQUIRE: the cookie read below is this generation's, or the exchange to come fails.
    long word = words.get(slot).get(Access.ACQUIRE);
    boolean isCandidate =
        SlotWord.isLive(word)
            && SlotWord.ticket(word) > wanted.after()
            && (oldest.slot() == NO_SLOT || SlotWord.ticket(word) < SlotWord.ticket(oldest.word()));
    if (!isCandidate) {
      return oldest;
    }
    return wanted.isAny() || cookies.get(slot).get(Access.OPAQUE) == wanted.cookie()
        ? new Seen(slot, word)
        : oldest;
  }

  /** The oldest struct, or null, without a use; for destruction. */
  @Nullable T first() {
    return memory.<@Nullable T>call(
        () -> {
          complete(last.get(Access.ACQUIRE));
          Seen seen = oldest(Wanted.ALL, NO_SLOT);
          return seen.slot() == NO_SLOT ? null : structs.slot(seen.slot());
        });
  }

  /** All structs, oldest first; an insertion that is decided counts. */
  List<T> snapshot() {
    List<Seen> present = new ArrayList<>();
    long insertion = last.get();
    for (int slot = 0; slot < words.size(); slot++) {
      long word = words.get(slot).get();
      boolean isDecided =
          insertion == InsertionWord.of(InsertionWord.ticket(insertion), slot)
              && SlotWord.isPending(word, InsertionWord.ticket(insertion) & ticketMask);
      if (SlotWord.isLive(word) || isDecided) {
        present.add(new Seen(slot, word));
      }
    }
    present.sort(Comparator.comparingLong(seen -> SlotWord.ticket(seen.word())));
    return present.stream().map(seen -> structs.slot(seen.slot())).toList();
  }
}
