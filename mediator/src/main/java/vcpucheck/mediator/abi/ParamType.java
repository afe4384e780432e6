package vcpucheck.mediator.abi;

/** Types and flags in a parameter's attribute: {@code OPTEE_MSG_ATTR_*} of {@code optee_msg.h}. */
public final class ParamType {
  /** {@code OPTEE_MSG_ATTR_TYPE_NONE}. */
  public static final int NONE = 0;

  /** {@code OPTEE_MSG_ATTR_TYPE_VALUE_INPUT}. */
  public static final int VALUE_INPUT = 1;

  /** {@code OPTEE_MSG_ATTR_TYPE_VALUE_OUTPUT}. */
  public static final int VALUE_OUTPUT = 2;

  /** {@code OPTEE_MSG_ATTR_TYPE_VALUE_INOUT}. */
  public static final int VALUE_INOUT = 3;

  /** {@code OPTEE_MSG_ATTR_TYPE_RMEM_INPUT}. */
  public static final int RMEM_INPUT = 5;

  /** {@code OPTEE_MSG_ATTR_TYPE_RMEM_OUTPUT}. */
  public static final int RMEM_OUTPUT = 6;

  /** {@code OPTEE_MSG_ATTR_TYPE_RMEM_INOUT}. */
  public static final int RMEM_INOUT = 7;

  /** {@code OPTEE_MSG_ATTR_TYPE_TMEM_INPUT}. */
  public static final int TMEM_INPUT = 9;

  /** {@code OPTEE_MSG_ATTR_TYPE_TMEM_OUTPUT}. */
  public static final int TMEM_OUTPUT = 0xA;

  /** {@code OPTEE_MSG_ATTR_TYPE_TMEM_INOUT}. */
  public static final int TMEM_INOUT = 0xB;

  /** {@code OPTEE_MSG_ATTR_NONCONTIG}. */
  public static final long NONCONTIG = 1 << 9;

  private ParamType() {}

  /** The type in an attribute: {@code attr & OPTEE_MSG_ATTR_TYPE_MASK}. */
  public static int of(long attribute) {
    return (int) (attribute & 0xFF);
  }

  /** Whether a type is temporary memory. */
  public static boolean isTemporaryMemory(int type) {
    return type == TMEM_INPUT || type == TMEM_OUTPUT || type == TMEM_INOUT;
  }

  /** Whether a type is registered memory. */
  public static boolean isRegisteredMemory(int type) {
    return type == RMEM_INPUT || type == RMEM_OUTPUT || type == RMEM_INOUT;
  }

  /** Whether a type is memory, temporary or registered, that OP-TEE writes the size of. */
  public static boolean isOutputMemory(int type) {
    return type == TMEM_OUTPUT || type == TMEM_INOUT || type == RMEM_OUTPUT || type == RMEM_INOUT;
  }

  /** Whether a type is a value that OP-TEE writes. */
  public static boolean isOutputValue(int type) {
    return type == VALUE_OUTPUT || type == VALUE_INOUT;
  }
}
