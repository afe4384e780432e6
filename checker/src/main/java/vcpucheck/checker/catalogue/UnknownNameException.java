package vcpucheck.checker.catalogue;

import java.util.List;

/** A name that a catalogue does not know. */
public final class UnknownNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient String kind;
  private final transient String name;
  private final transient List<String> known;

  /**
   * @param kind what the name should name: "revision"
   * @param known the names there are
   */
  public UnknownNameException(String kind, String name, List<String> known) {
    super("a " + kind + " must be known: " + kind + "=" + name + "; known are " + known);
    this.kind = kind;
    this.name = name;
    this.known = List.copyOf(known);
  }

  /** What the name should name. */
  public String kind() {
    return kind;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The names there are. */
  public List<String> known() {
    return known;
  }
}
