package vcpucheck.mediator.lockfree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.mediator.table.CallTable;
import vcpucheck.mediator.table.StdCall;

/**
 * The calls of one domain in slots: one word says who may drive a call and by which thread id it
 * can be resumed.
 */
final class LockFreeCallTable implements CallTable {
  private static final Claim NOT_FOUND = new Claim(null, false);
  private static final Claim IN_FLIGHT = new Claim(null, true);

  private final Memory memory;
  private final Slab<StdCall> structs;
  private final LongCell tickets;
  private final List<LongCell> words = new ArrayList<>();

  /** A slot and its word when it was seen; slot -1 if there is none. */
  private record Seen(int slot, long word) {
    private static final Seen NONE = new Seen(-1, CallWord.EMPTY);
  }

  /** How far a scan is, and the oldest call that it has seen. */
  private record Scan(int slot, Seen oldest) {}

  LockFreeCallTable(Memory memory, String prefix, Slab<StdCall> structs) {
    this.memory = memory;
    this.structs = structs;
    tickets = memory.longCell(prefix + "call.tickets", 0);
    for (int slot = 0; slot < structs.capacity(); slot++) {
      words.add(memory.longCell(prefix + "call[" + slot + "].word", CallWord.EMPTY));
    }
  }

  private LongCell word(StdCall call) {
    return words.get(structs.index(call));
  }

  @Override
  public void insert(StdCall call) {
    memory.run(
        () -> {
          // OPAQUE: a ticket is a number, it publishes nothing.
          long ticket = tickets.getAndAdd(1, Access.OPAQUE);
          // OPAQUE: no other vCPU reads a call in flight; its release publishes it.
          word(call).set(CallWord.inFlight(ticket), Access.OPAQUE);
        });
  }

  @Override
  @CFunction("get_std_call")
  public Claim claim(int threadId) {
    return memory.call(
        () ->
            memory.loop(
                "claim",
                state -> {
                  Seen seen = oldest(threadId);
                  if (seen.slot() < 0) {
                    return Iteration.done(NOT_FOUND);
                  }
                  if (CallWord.isInFlight(seen.word())) {
                    return Iteration.done(IN_FLIGHT);
                  }
                  if (threadId == StdCall.NO_THREAD) {
                    return Iteration.done(NOT_FOUND);
                  }
                  long claimed = CallWord.inFlight(CallWord.ticket(seen.word()));
                  // ACQUIRE: what the last driver did is seen by the next.
                  if (!words.get(seen.slot()).compareAndSet(seen.word(), claimed, Access.ACQUIRE)) {
                    return Iteration.again(state);
                  }
                  StdCall call = structs.slot(seen.slot());
                  call.inFlight().set(1);
                  return Iteration.done(new Claim(call, false));
                }));
  }

  private Seen oldest(int threadId) {
    return memory.loop(
        new Scan(0, Seen.NONE),
        scan ->
            scan.slot() == words.size()
                ? Iteration.done(scan.oldest())
                : Iteration.again(
                    new Scan(scan.slot() + 1, older(scan.oldest(), scan.slot(), threadId))));
  }

  private Seen older(Seen oldest, int slot, int threadId) {
    // OPAQUE: the exchange to come decides, and it acquires.
    long word = words.get(slot).get(Access.OPAQUE);
    boolean isMatch = word != CallWord.EMPTY && CallWord.threadId(word) == threadId;
    return isMatch && (oldest.slot() < 0 || CallWord.isOlder(word, oldest.word()))
        ? new Seen(slot, word)
        : oldest;
  }

  @Override
  @CFunction("put_std_call")
  public void release(StdCall call) {
    memory.run(
        () -> {
          int threadId = call.opteeThreadId().get();
          call.inFlight().set(0);
          LongCell word = word(call);
          // OPAQUE: only the driver writes while the call is in flight.
          long ticket = CallWord.ticket(word.get(Access.OPAQUE));
          // RELEASE: the driver's work is done before another can claim.
          word.set(CallWord.idle(ticket, threadId), Access.RELEASE);
        });
  }

  @Override
  public void releaseRemoved(StdCall call) {
    call.inFlight().set(0);
  }

  @Override
  public void remove(StdCall call) {
    memory.run(
        () -> {
          // OPAQUE: who is given the struct next gets it from the heap, which orders.
          long before = word(call).getAndSet(CallWord.EMPTY, Access.OPAQUE);
          memory.expect(
              before != CallWord.EMPTY,
              BuiltInProperty.MEMORY_SAFETY,
              "a call is taken out of its table that is out already");
        });
  }

  @Override
  public boolean removeIdle(StdCall call) {
    return memory.call(
        () -> {
          // OPAQUE: who is given the struct next gets it from the heap, which orders.
          long word = word(call).get(Access.OPAQUE);
          return !CallWord.isInFlight(word)
              && word(call).compareAndSet(word, CallWord.EMPTY, Access.OPAQUE);
        });
  }

  @Override
  public void releaseAndRemove(StdCall call) {
    memory.run(
        () -> {
          call.inFlight().set(0);
          remove(call);
        });
  }

  @Override
  public @Nullable StdCall first() {
    return memory.<@Nullable StdCall>call(
        () -> {
          List<StdCall> calls = byAge(Access.OPAQUE);
          return calls.isEmpty() ? null : calls.get(0);
        });
  }

  @Override
  public List<StdCall> snapshot() {
    return byAge(Access.PLAIN);
  }

  private List<StdCall> byAge(Access access) {
    List<Seen> calls = new ArrayList<>();
    for (int slot = 0; slot < words.size(); slot++) {
      long word = words.get(slot).get(access);
      if (word != CallWord.EMPTY) {
        calls.add(new Seen(slot, word));
      }
    }
    calls.sort((one, other) -> CallWord.isOlder(one.word(), other.word()) ? -1 : 1);
    return calls.stream().map(seen -> structs.slot(seen.slot())).toList();
  }
}
