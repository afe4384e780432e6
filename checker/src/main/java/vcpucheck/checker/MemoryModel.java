package vcpucheck.checker;

import java.util.Locale;

/** The memory model that vCPUs run under. */
public enum MemoryModel {
  /** Sequential consistency. */
  SC("sequential consistency: operations of vCPUs interleave, each is seen by all at once"),

  /** Total store order: x86. */
  TSO("total store order of x86: a vCPU's stores wait in its buffer, in order, and it reads them"),

  /** Release and acquire, relaxed and sequentially consistent accesses of C. */
  RC11("C11 as repaired in 2017: loads may find old values, stores may be seen in other orders"),

  /** Arm of 64 bits. */
  ARM64("64-bit Arm: as rc11, and stores may be seen before loads that the code has before them");

  private final String about;

  MemoryModel(String about) {
    this.about = about;
  }

  /** One sentence that says what it allows. */
  public String about() {
    return about;
  }

  /** The name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
