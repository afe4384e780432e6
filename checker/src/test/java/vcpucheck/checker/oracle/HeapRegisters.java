package vcpucheck.checker.oracle;

import org.jspecify.annotations.Nullable;

/**
 * What a vCPU of a generated program about heaps remembers.
 *
 * @param caller the vCPU's number, where operations are remembered
 * @param sum a digest of the numbers that it has observed
 * @param a a pointer register
 * @param b a pointer register
 * @param box a pointer register
 */
record HeapRegisters(
    int caller,
    int sum,
    HeapGlobals.@Nullable Item a,
    HeapGlobals.@Nullable Item b,
    HeapGlobals.@Nullable Box box) {
  private static final int MODULUS = 7;

  static HeapRegisters of(int caller) {
    return new HeapRegisters(caller, 0, null, null, null);
  }

  /** Without pointers. */
  HeapRegisters numbers() {
    return of(caller).withSum(sum);
  }

  HeapRegisters observe(long value) {
    return withSum((int) Math.floorMod(sum * 3L + value + 1, (long) MODULUS));
  }

  HeapRegisters observe(boolean value) {
    return observe(value ? 1 : 0);
  }

  HeapRegisters withSum(int newSum) {
    return new HeapRegisters(caller, newSum, a, b, box);
  }

  HeapRegisters withA(HeapGlobals.@Nullable Item item) {
    return new HeapRegisters(caller, sum, item, b, box);
  }

  HeapRegisters with(HeapGlobals.@Nullable Box newBox) {
    return new HeapRegisters(caller, sum, a, b, newBox);
  }

  /** With the item registers exchanged. */
  HeapRegisters swapped() {
    return new HeapRegisters(caller, sum, b, a, box);
  }
}
