package vcpucheck.checker.oracle;

import org.jspecify.annotations.Nullable;

/**
 * What a generated vCPU remembers.
 *
 * @param sum a digest of all that it has observed, from 0 to {@link #MODULUS} - 1
 * @param a a pointer register
 * @param b a pointer register
 */
record Registers(int sum, @Nullable Node a, @Nullable Node b) {
  static final int MODULUS = 97;
  static final Registers EMPTY = new Registers(0, null, null);

  /** A pointer register. */
  enum Name {
    A,
    B
  }

  @Nullable Node get(Name name) {
    return name == Name.A ? a : b;
  }

  Registers with(Name name, @Nullable Node pointer) {
    return name == Name.A ? new Registers(sum, pointer, b) : new Registers(sum, a, pointer);
  }

  /** Adds something observed to the digest. */
  Registers observe(long value) {
    return withSum((int) Math.floorMod(sum * 5L + value + 1, (long) MODULUS));
  }

  Registers observe(boolean value) {
    return observe(value ? 1 : 0);
  }

  Registers withSum(int newSum) {
    return new Registers(newSum, a, b);
  }
}
