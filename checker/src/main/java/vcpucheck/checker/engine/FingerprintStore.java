package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vcpucheck.checker.machine.Layout;
import vcpucheck.checker.machine.Machine;

/**
 * Remembers a 64-bit fingerprint of each state, and the state itself only until it is taken. Two
 * states with one fingerprint are taken for one.
 */
final class FingerprintStore implements StateStore {
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private final Machine machine;
  private final long limit;
  private final List<long[]> fingerprints = new ArrayList<>();
  private final Map<Integer, long[]> pending = new HashMap<>();
  private int size;
  private int[] table = new int[1 << 12];

  /**
   * Makes a store.
   *
   * @param limit how many bytes it may take
   */
  FingerprintStore(Machine machine, long limit) {
    this.machine = machine;
    this.limit = limit;
  }

  @Override
  public int put(long[] states, int offset) {
    long fingerprint = machine.fingerprint(states, offset);
    int slot = (int) fingerprint & (table.length - 1);
    while (table[slot] != 0) {
      int number = table[slot] - 1;
      if (fingerprint(number) == fingerprint) {
        return number;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    if (bytes() > limit) {
      return FULL;
    }
    append(fingerprint);
    table[slot] = size;
    int words = machine.layout().words();
    long[] state = new long[words];
    System.arraycopy(states, offset, state, 0, words);
    pending.put(size - 1, state);
    if (size > table.length / 2) {
      rehash();
    }
    return size - 1;
  }

  private void append(long fingerprint) {
    if (size >>> CHUNK_BITS == fingerprints.size()) {
      fingerprints.add(new long[CHUNK]);
    }
    fingerprints.get(size >>> CHUNK_BITS)[size & (CHUNK - 1)] = fingerprint;
    size++;
  }

  private long fingerprint(int number) {
    return fingerprints.get(number >>> CHUNK_BITS)[number & (CHUNK - 1)];
  }

  private void rehash() {
    table = new int[table.length * 2];
    for (int number = 0; number < size; number++) {
      int slot = (int) fingerprint(number) & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = number + 1;
    }
  }

  @Override
  public boolean is(int number, long[] states, int offset) {
    return fingerprint(number) == machine.fingerprint(states, offset);
  }

  @Override
  public void take(int number, long[] target) {
    long[] state = pending.remove(number);
    if (state == null) {
      throw new AssertionError("checker bug: state taken twice: number=" + number);
    }
    System.arraycopy(state, 0, target, 0, state.length);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void relayout(Layout.Relocation relocation) {
    pending.replaceAll((number, state) -> relocation.copy(state));
  }

  @Override
  public long bytes() {
    return (long) fingerprints.size() * CHUNK * Long.BYTES
        + (long) table.length * Integer.BYTES
        + pending.size() * (machine.layout().words() * (long) Long.BYTES + 80L);
  }

  @Override
  public boolean isExact() {
    return false;
  }
}
