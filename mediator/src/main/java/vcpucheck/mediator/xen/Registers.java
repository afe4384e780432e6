package vcpucheck.mediator.xen;

/**
 * The registers x0 to x7 of one call, of the guest's ({@code struct cpu_user_regs}) or of a secure
 * monitor call ({@code arm_smccc_smc}): immutable.
 *
 * <p>A 64-bit quantity that travels in two registers has its high half in the lower-numbered one.
 */
public record Registers(long r0, long r1, long r2, long r3, long r4, long r5, long r6, long r7) {

  /** A call with a function id and otherwise zero registers. */
  public static Registers of(long r0) {
    return new Registers(r0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** The four result registers of a secure monitor call. */
  public static Registers results(long r0, long r1, long r2, long r3) {
    return new Registers(r0, r1, r2, r3, 0, 0, 0, 0);
  }

  /** The value of one register, numbered 0 to 7. */
  public long get(int number) {
    return switch (number) {
      case 0 -> r0;
      case 1 -> r1;
      case 2 -> r2;
      case 3 -> r3;
      case 4 -> r4;
      case 5 -> r5;
      case 6 -> r6;
      case 7 -> r7;
      default -> throw new IllegalArgumentException("registers are 0 to 7: number=" + number);
    };
  }

  /**
   * The 64-bit value in a register pair: the first shifted up by 32 bits, joined with the low 32
   * bits of the second ({@code regpair_to_uint64}).
   */
  public static long pair(long high, long low) {
    return (high << 32) | (low & 0xFFFF_FFFFL);
  }

  /** The upper half of a value, as the first register of a pair. */
  public static long high(long value) {
    return value >>> 32;
  }

  /** The lower half of a value, as the second register of a pair. */
  public static long low(long value) {
    return value & 0xFFFF_FFFFL;
  }

  /** These registers with another r0. */
  public Registers with0(long value) {
    return new Registers(value, r1, r2, r3, r4, r5, r6, r7);
  }

  /** These registers with another r1. */
  public Registers with1(long value) {
    return new Registers(r0, value, r2, r3, r4, r5, r6, r7);
  }

  /** These registers with another r2. */
  public Registers with2(long value) {
    return new Registers(r0, r1, value, r3, r4, r5, r6, r7);
  }

  /** These registers with another r3. */
  public Registers with3(long value) {
    return new Registers(r0, r1, r2, value, r4, r5, r6, r7);
  }

  /** These registers with a value in the pair r1:r2. */
  public Registers withPair12(long value) {
    return with1(high(value)).with2(low(value));
  }

  /** These registers with a value in the pair r4:r5. */
  public Registers withPair45(long value) {
    return new Registers(r0, r1, r2, r3, high(value), low(value), r6, r7);
  }

  /** These registers with another r7. */
  public Registers with7(long value) {
    return new Registers(r0, r1, r2, r3, r4, r5, r6, value);
  }

  /** These registers with r0 to r3 of others. */
  public Registers withResults(Registers results) {
    return new Registers(results.r0, results.r1, results.r2, results.r3, r4, r5, r6, r7);
  }
}
