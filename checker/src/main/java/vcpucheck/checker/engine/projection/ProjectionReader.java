package vcpucheck.checker.engine.projection;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vcpucheck.checker.engine.base.CancellationCheck;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.saturation.LocalViews;

/** Collects what vCPUs can tell of the states of a search. */
public final class ProjectionReader {
  /** The most examples of what was added. */
  private static final int EXAMPLES = 5;

  private final TransitionSystem system;
  private final LocalViews.Seen before;
  private final CancellationCheck cancellation;
  private final Set<LocalViews.Id> ofOne = new HashSet<>();
  private final Set<LocalViews.Id> ofTwo = new HashSet<>();
  private final Set<String> newOfOne = new LinkedHashSet<>();
  private final Set<String> newOfTwo = new LinkedHashSet<>();

  /**
   * Makes a reader.
   *
   * @param before what is known from other searches
   */
  public ProjectionReader(
      TransitionSystem system, LocalViews.Seen before, CancellationCheck cancellation) {
    this.system = system;
    this.before = before;
    this.cancellation = cancellation;
  }

  /**
   * Reads the states of a search, wrong ones too.
   *
   * @throws java.util.concurrent.CancellationException if somebody wants the end
   */
  public void read(Exploration exploration) {
    Projector alone = new Projector(system, true);
    Projector together = new Projector(system, false);
    long[] words = new long[system.codec().layout().words()];
    LocalViews.Id[] single = new LocalViews.Id[system.vcpus().count()];
    for (int state = 0; state < exploration.states(); state++) {
      cancellation.step();
      exploration.store().take(state, words);
      alone.take(words);
      together.take(words);
      for (int vcpu = 0; vcpu < single.length; vcpu++) {
        single[vcpu] = together.view(vcpu);
        LocalViews.Id view = alone.view(vcpu);
        if (ofOne.add(view) && !before.ofOne().contains(view)) {
          note(newOfOne, alone.place(vcpu));
        }
      }
      readPairs(together, single);
    }
  }

  private void readPairs(Projector projector, LocalViews.Id[] single) {
    for (int vcpu = 0; vcpu < single.length; vcpu++) {
      for (int other = vcpu + 1; other < single.length; other++) {
        LocalViews.Id pair = pair(projector, vcpu, other, single[vcpu].compareTo(single[other]));
        if (ofTwo.add(pair) && !before.ofTwo().contains(pair)) {
          note(newOfTwo, "one " + projector.place(vcpu) + ", another " + projector.place(other));
        }
      }
    }
  }

  /** It makes no difference which of the two is which. */
  private static LocalViews.Id pair(Projector projector, int vcpu, int other, int order) {
    LocalViews.Id one = projector.view(order > 0 ? other : vcpu, order > 0 ? vcpu : other);
    if (order != 0) {
      return one;
    }
    LocalViews.Id turned = projector.view(/* vcpu= */ other, /* other= */ vcpu);
    return one.compareTo(turned) < 0 ? one : turned;
  }

  private static void note(Set<String> examples, String example) {
    if (examples.size() < EXAMPLES) {
      examples.add(example);
    }
  }

  /** All that was read. */
  public LocalViews.Seen seen() {
    return new LocalViews.Seen(ofOne, ofTwo);
  }

  /** What was read and not known before. */
  public LocalViews.Added added() {
    return new LocalViews.Added(
        ofOne.stream().filter(view -> !before.ofOne().contains(view)).count(),
        ofTwo.stream().filter(view -> !before.ofTwo().contains(view)).count(),
        List.copyOf(newOfOne.isEmpty() ? newOfTwo : newOfOne));
  }
}
