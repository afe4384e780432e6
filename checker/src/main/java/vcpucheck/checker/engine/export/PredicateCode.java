package vcpucheck.checker.engine.export;

import vcpucheck.checker.engine.property.DecisionVisitor;

/** Predicates as functions in C, which switch by the codes of variables in SPIN's state. */
final class PredicateCode implements DecisionVisitor {
  private final StringBuilder text = new StringBuilder();
  private final String prefix;
  private int functions;
  private int depth;

  /**
   * No function yet.
   *
   * @param prefix of the functions' names
   */
  PredicateCode(String prefix) {
    this.prefix = prefix;
  }

  /** The functions' definitions. */
  String definitions() {
    return text.toString();
  }

  /** An expression: whether one of them finds something wrong. */
  String call() {
    StringBuilder call = new StringBuilder(functions == 0 ? "0" : "");
    for (int number = 0; number < functions; number++) {
      call.append(number == 0 ? "" : " || ").append(prefix).append(number).append("()");
    }
    return call.toString();
  }

  boolean isEmpty() {
    return functions == 0;
  }

  private void open() {
    if (depth == 0) {
      text.append("  static int ").append(prefix).append(functions++).append("(void) {\n");
    }
  }

  @Override
  public void begin(int variable) {
    open();
    depth++;
    text.append("  switch (now.v").append(variable).append(") {\n");
  }

  @Override
  public void when(int code) {
    text.append("  case ").append(code).append(":\n");
  }

  @Override
  public void decide(boolean isWrong) {
    open();
    text.append("  return ").append(isWrong ? 1 : 0).append(";\n");
    close();
  }

  @Override
  public void end() {
    depth--;
    /* no reachable state comes here: if one did, the search would have asked for it */
    text.append("  } return 1;\n");
    close();
  }

  private void close() {
    if (depth == 0) {
      text.append("  }\n");
    }
  }
}
