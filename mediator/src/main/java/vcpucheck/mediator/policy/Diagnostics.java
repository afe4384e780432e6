package vcpucheck.mediator.policy;

/** Where the mediator's messages go: {@code gprintk} and failing {@code ASSERT}s. */
@FunctionalInterface
public interface Diagnostics {
  /** Nowhere. */
  Diagnostics NONE = diagnostic -> {};

  /** Takes a message. Must not touch shared state. */
  void report(Diagnostic diagnostic);
}
