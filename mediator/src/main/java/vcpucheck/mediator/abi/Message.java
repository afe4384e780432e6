package vcpucheck.mediator.abi;

import vcpucheck.mediator.xen.PageContent;

/**
 * A page read as {@code struct optee_msg_arg}, {@code optee_msg.h}: a header of 32 bytes and
 * parameters of 32 bytes each; immutable.
 *
 * @param content the page
 */
public record Message(PageContent content) {
  /** {@code OPTEE_MSG_MAX_NUM_PARAMS}: as many parameters fit in a page. */
  public static final int MAX_PARAMS = 127;

  /** The word with {@code ret} in its high half. */
  public static final int RET_WORD = 2;

  /** The word with {@code ret_origin} in its low half and {@code num_params} in its high half. */
  public static final int COUNT_WORD = 3;

  /** 64-bit words in the header, and in each parameter. */
  public static final int PART_WORDS = 4;

  /** An empty message. */
  public static final Message EMPTY = new Message(PageContent.ZERO);

  /** {@code OPTEE_MSG_GET_ARG_SIZE}, in words of 8 bytes: the length of a message. */
  public static long words(long params) {
    return PART_WORDS + PART_WORDS * params;
  }

  /** Whether a message with this number of parameters, unsigned and of 32 bits, fits in a page. */
  public static boolean fits(long params) {
    return params <= MAX_PARAMS;
  }

  /** {@code cmd}. */
  public long command() {
    return content.low(0);
  }

  /** {@code func}. */
  public long function() {
    return content.high(0);
  }

  /** {@code session}. */
  public long session() {
    return content.low(1);
  }

  /** {@code ret}. */
  public long ret() {
    return content.high(RET_WORD);
  }

  /** {@code ret_origin}. */
  public long retOrigin() {
    return content.low(COUNT_WORD);
  }

  /** {@code num_params}. */
  public long params() {
    return content.high(COUNT_WORD);
  }

  /** {@code params[i].attr}, all 64 bits. */
  public long attribute(int param) {
    return content.word(firstWord(param));
  }

  /** The parameter's type. */
  public int type(int param) {
    return ParamType.of(attribute(param));
  }

  /**
   * {@code a} of a value, {@code buf_ptr} of temporary memory, {@code offs} of registered memory.
   */
  public long a(int param) {
    return content.word(firstWord(param) + 1);
  }

  /** {@code b} of a value, {@code size} of memory. */
  public long b(int param) {
    return content.word(firstWord(param) + 2);
  }

  /** {@code c} of a value, {@code shm_ref} of memory. */
  public long c(int param) {
    return content.word(firstWord(param) + 3);
  }

  /** With another {@code cmd}. */
  public Message withCommand(long command) {
    return new Message(content.withLow(0, command));
  }

  /** With another {@code func}. */
  public Message withFunction(long function) {
    return new Message(content.withHigh(0, function));
  }

  /** With another {@code session}. */
  public Message withSession(long session) {
    return new Message(content.withLow(1, session));
  }

  /** With another {@code ret}. */
  public Message withRet(long ret) {
    return new Message(content.withHigh(RET_WORD, ret));
  }

  /** With another {@code ret_origin}. */
  public Message withRetOrigin(long origin) {
    return new Message(content.withLow(COUNT_WORD, origin));
  }

  /** With another {@code num_params}. */
  public Message withParams(long params) {
    return new Message(content.withHigh(COUNT_WORD, params));
  }

  /** With another attribute of a parameter. */
  public Message withAttribute(int param, long attribute) {
    return new Message(content.with(firstWord(param), attribute));
  }

  /** With another {@code a}, {@code buf_ptr} or {@code offs} of a parameter. */
  public Message withA(int param, long value) {
    return new Message(content.with(firstWord(param) + 1, value));
  }

  /** With another {@code b} or {@code size} of a parameter. */
  public Message withB(int param, long value) {
    return new Message(content.with(firstWord(param) + 2, value));
  }

  /** With another {@code c} or {@code shm_ref} of a parameter. */
  public Message withC(int param, long value) {
    return new Message(content.with(firstWord(param) + 3, value));
  }

  /** With a whole parameter. */
  public Message withParam(int param, long attribute, long a, long b, long c) {
    return withAttribute(param, attribute).withA(param, a).withB(param, b).withC(param, c);
  }

  private static int firstWord(int param) {
    return PART_WORDS + PART_WORDS * param;
  }
}
