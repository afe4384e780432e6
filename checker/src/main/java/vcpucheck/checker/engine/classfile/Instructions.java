package vcpucheck.checker.engine.classfile;

import java.util.ArrayList;
import java.util.List;

/**
 * The instructions of a method, one after the other (The Java Virtual Machine Specification,
 * chapter 6).
 */
public final class Instructions {
  private static final int GOTO = 167;
  private static final int FIRST_RETURN = 172;
  private static final int LAST_RETURN = 177;
  public static final int GETSTATIC = 178;
  public static final int PUTSTATIC = 179;
  public static final int INVOKEDYNAMIC = 186;
  public static final int ATHROW = 191;
  static final int MONITOREXIT = 195;
  private static final int FIRST_IF = 153;
  private static final int LAST_IF = 166;
  private static final int IFNULL = 198;
  private static final int IFNONNULL = 199;
  private static final int GOTO_W = 200;
  private static final int CHECKCAST = 192;
  private static final int ALOAD = 25;
  private static final int ALOAD_0 = 42;
  private static final int ASTORE = 58;
  private static final int ASTORE_0 = 75;
  private static final int FIRST_INVOKE = 182;
  private static final int LAST_INVOKE = 185;
  private static final int TABLESWITCH = 170;
  private static final int LOOKUPSWITCH = 171;
  private static final int WIDE = 196;
  private static final int IINC = 132;

  /** How long each instruction is; 0 if that depends. */
  private static final String LENGTHS =
      "1".repeat(16)
          + "23233"
          + "2".repeat(5)
          + "1".repeat(28)
          + "2".repeat(5)
          + "1".repeat(73)
          + "3"
          + "1".repeat(20)
          + "3".repeat(16)
          + "2"
          + "00"
          + "1".repeat(6)
          + "3".repeat(7)
          + "55"
          + "323"
          + "11"
          + "33"
          + "11"
          + "0"
          + "4"
          + "33"
          + "55";

  private final byte[] code;
  private final int begin;
  private final int end;
  private int at;

  /**
   * Begins at an instruction.
   *
   * @param begin where the method's first instruction is
   * @param end where its last one ends
   * @param position how far behind the first instruction it is
   */
  Instructions(byte[] code, int begin, int end, int position) {
    this.code = code;
    this.begin = begin;
    this.end = end;
    at = begin + position;
  }

  public boolean hasEnded() {
    return at >= end;
  }

  public int position() {
    return at - begin;
  }

  public int opcode() {
    return code[at] & 0xff;
  }

  /** Whether this calls a method, but for a call site that is linked. */
  public boolean isCall() {
    return opcode() >= FIRST_INVOKE && opcode() <= LAST_INVOKE;
  }

  /** The first two bytes after the opcode: the number of a constant. */
  public int constant() {
    return ((code[at + 1] & 0xff) << Byte.SIZE) | (code[at + 2] & 0xff);
  }

  /** How far a jump goes, forwards or backwards. */
  private int jump() {
    return (short) constant();
  }

  /** Whether the instruction after this one may follow. */
  boolean goesOn() {
    int opcode = opcode();
    return opcode != GOTO
        && opcode != GOTO_W
        && opcode != ATHROW
        && opcode != TABLESWITCH
        && opcode != LOOKUPSWITCH
        && !isReturn();
  }

  boolean isReturn() {
    return opcode() >= FIRST_RETURN && opcode() <= LAST_RETURN;
  }

  boolean isReturnOfValue() {
    return isReturn() && opcode() != LAST_RETURN;
  }

  /** Whether this leaves a result where it is, and as it is; no way back to it. */
  boolean keepsResult() {
    return opcode() == CHECKCAST || (opcode() == GOTO && jump() > 0);
  }

  /** Goes to the instruction that follows this one, also by a jump. */
  void follow() {
    if (opcode() == GOTO) {
      at += jump();
    } else {
      advance();
    }
  }

  /** The positions to which this may jump. */
  List<Integer> targets() {
    int opcode = opcode();
    boolean isIf = opcode >= FIRST_IF && opcode <= LAST_IF;
    if (isIf || opcode == IFNULL || opcode == IFNONNULL || opcode == GOTO) {
      return List.of(position() + jump());
    }
    if (opcode == GOTO_W) {
      return List.of(position() + word(1));
    }
    return opcode == TABLESWITCH || opcode == LOOKUPSWITCH ? cases() : List.of();
  }

  private List<Integer> cases() {
    int from = 1 + 3 - position() % 4;
    boolean isTable = opcode() == TABLESWITCH;
    int count = isTable ? word(from + 8) - word(from + 4) + 1 : word(from + 4);
    List<Integer> targets = new ArrayList<>(List.of(position() + word(from)));
    for (int number = 0; number < count; number++) {
      targets.add(position() + word(from + (isTable ? 12 + 4 * number : 12 + 8 * number)));
    }
    return targets;
  }

  /** The local variable from which this loads a reference, negative if it does not. */
  int loaded() {
    return variable(ALOAD, ALOAD_0);
  }

  /** The local variable in which this stores a reference, negative if it does not. */
  int stored() {
    return variable(ASTORE, ASTORE_0);
  }

  private int variable(int general, int first) {
    int opcode = opcode();
    if (opcode == general) {
      return code[at + 1] & 0xff;
    }
    if (opcode == WIDE && (code[at + 1] & 0xff) == general) {
      return (code[at + 2] & 0xff) << Byte.SIZE | (code[at + 3] & 0xff);
    }
    return opcode >= first && opcode < first + 4 ? opcode - first : -1;
  }

  public void advance() {
    int length = LENGTHS.charAt(opcode()) - '0';
    at += length == 0 ? longLength() : length;
  }

  private int longLength() {
    int padding = 3 - position() % 4;
    return switch (opcode()) {
      case TABLESWITCH -> 1 + padding + 12 + 4 * (word(padding + 9) - word(padding + 5) + 1);
      case LOOKUPSWITCH -> 1 + padding + 8 + 8 * word(padding + 5);
      case WIDE -> (code[at + 1] & 0xff) == IINC ? 6 : 4;
      default -> throw new AssertionError("checker bug: length of opcode " + opcode());
    };
  }

  private int word(int offset) {
    int word = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      word = (word << Byte.SIZE) | (code[at + offset + i] & 0xff);
    }
    return word;
  }
}
