package vcpucheck.checker.trace;

import java.util.List;
import vcpucheck.checker.Coverage;

/**
 * An interleaving that comes to an end, nothing being wrong with it, and so shows that it can.
 *
 * @param vcpus the vCPUs' names, by index
 * @param schedule the interleaving
 * @param steps one for each choice of the schedule
 * @param preemptions how many context switches left a vCPU that could have gone on
 * @param places the ways gone where forms of the code differ, and where that is, sorted
 */
public record Witness(
    List<String> vcpus,
    Schedule schedule,
    List<Step> steps,
    int preemptions,
    List<Coverage.Place> places) {
  public Witness {
    vcpus = List.copyOf(vcpus);
    steps = List.copyOf(steps);
    places = List.copyOf(places);
  }

  /** The ways gone where forms of the code differ, sorted. */
  public List<Coverage.Decision> decisions() {
    return places.stream().map(Coverage.Place::decision).distinct().toList();
  }
}
