package vcpucheck.checker.engine.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.state.Canonicalizer;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/** Runs the code that states need, on the driver, so that where they lead can be looked up. */
final class Unfolder {
  private final StateCodec codec;
  private final PropertyChecker properties;
  private final Expander expander;
  private final @Nullable Canonicalizer canonicalizer;
  private final Runnable widen;
  private final Transitions transitions = new Transitions();
  private Layout.@Nullable Relocation relocation;
  private @Nullable Layout relocated;

  /**
   * Makes an unfolder.
   *
   * @param widen widens the layout, which is too narrow
   */
  Unfolder(World world, Runnable widen) {
    codec = world.system().codec();
    properties = world.system().properties();
    expander = world.expanders().get();
    canonicalizer = world.symmetries().exist() ? world.symmetries().canonicalizer(codec) : null;
    this.widen = widen;
  }

  /** Runs what states need that are in the layout of now; returns them in that of then. */
  List<long[]> unfold(List<long[]> states) {
    Layout layout = codec.layout();
    for (long[] state : states) {
      unfold(state, layout);
    }
    return states.stream().map(state -> moved(state, layout)).toList();
  }

  private void unfold(long[] given, Layout layout) {
    while (true) {
      long[] state = moved(given, layout);
      transitions.clear(codec.layout().words());
      expander.expand(state, transitions);
      canonicalize(state);
      if (!codec.isTooNarrow()) {
        judge();
        return;
      }
      widen.run();
    }
  }

  /** A state in the layout of now. */
  private long[] moved(long[] state, Layout layout) {
    if (layout == codec.layout()) {
      return state;
    }
    Layout.Relocation known = relocation;
    if (known == null || relocated != codec.layout()) {
      known = codec.from(layout);
      relocation = known;
      relocated = codec.layout();
    }
    return known.copy(state);
  }

  private void canonicalize(long[] state) {
    if (canonicalizer == null || transitions.count() == 0 || codec.isTooNarrow()) {
      return;
    }
    canonicalizer.leave(state, true);
    for (int i = 0; i < transitions.count() && !codec.isTooNarrow(); i++) {
      if (!transitions.isFaulty(i)) {
        canonicalizer.canonicalizeNext(transitions.states(), transitions.offset(i), true);
      }
    }
  }

  private void judge() {
    for (int i = 0; i < transitions.count(); i++) {
      if (!transitions.isFaulty(i)) {
        properties.target(transitions, i, true);
      }
    }
  }
}
