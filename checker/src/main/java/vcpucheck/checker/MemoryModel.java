package vcpucheck.checker;

import java.util.Locale;

/** The memory model that vCPUs run under. */
public enum MemoryModel {
  /** Sequential consistency. */
  SC("sequential consistency: operations of vCPUs interleave, each is seen by all at once");

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
