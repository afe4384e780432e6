package vcpucheck.checker.engine.causality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import vcpucheck.checker.story.Dependence;
import vcpucheck.checker.story.Explanation;

/**
 * How near steps are to the violation: the least weight of a chain of dependences. Values are
 * followed for free or nearly so (thin slices: Sridharan, Fink and Bodik, Thin Slicing, PLDI 2007),
 * which slot or address they were in costs more, and why code got where it was at all is left out,
 * but for the steps that decide the violation.
 */
final class Relevance {
  /** Steps that are farther are no part of the slice. */
  private static final double FARTHEST = 2;

  /** Nor are more steps than a reader takes in. */
  private static final int MOST = 39;

  private static final double EPSILON = 1e-9;

  private final Recording recording;
  private final int begin;

  /**
   * Makes a measure.
   *
   * @param begin the first step after a preemption; from there on addresses do not count, unless
   *     they decide the violation
   */
  Relevance(Recording recording, int begin) {
    this.recording = recording;
    this.begin = begin;
  }

  /** The steps that are near, in order. */
  List<Explanation.SliceStep> slice(Collection<Dependence> dependences) {
    double[] distance = distances(dependences);
    return IntStream.range(0, recording.steps())
        .filter(step -> distance[step] < FARTHEST)
        .boxed()
        .sorted(Comparator.comparingDouble(step -> distance[step]))
        .limit(MOST)
        .sorted()
        .map(step -> new Explanation.SliceStep(step, distance[step]))
        .toList();
  }

  private double[] distances(Collection<Dependence> dependences) {
    List<List<Dependence>> into = new ArrayList<>();
    IntStream.rangeClosed(0, recording.steps()).forEach(step -> into.add(new ArrayList<>()));
    dependences.forEach(dependence -> into.get(dependence.to()).add(dependence));
    double[] distance = new double[recording.steps() + 1];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    distance[recording.steps()] = 0;
    /* what a step depends on comes before it */
    for (int step = recording.steps(); step >= 0; step--) {
      for (Dependence dependence : into.get(step)) {
        double farther = distance[step] + weight(dependence);
        if (farther < distance[dependence.from()] - EPSILON) {
          distance[dependence.from()] = farther;
        }
      }
    }
    return distance;
  }

  private double weight(Dependence dependence) {
    return switch (dependence.kind()) {
      case READ -> 0.05;
      case VALUE, MISSED -> 0.1;
      case ALLOCATION -> 0.5;
      case ADDRESS -> isDecided(dependence) ? FARTHEST : 0.5;
      case CONTROL -> dependence.to() == recording.steps() ? 1 : FARTHEST;
      case LOCK -> FARTHEST;
    };
  }

  private boolean isDecided(Dependence dependence) {
    int last = recording.choice(recording.steps() - 1).vcpu();
    return dependence.from() >= begin && recording.choice(dependence.from()).vcpu() == last;
  }
}
