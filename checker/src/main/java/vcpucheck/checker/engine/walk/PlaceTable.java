package vcpucheck.checker.engine.walk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vcpucheck.checker.engine.automaton.Reenactment;
import vcpucheck.checker.engine.automaton.Vcpus;

/** Where the code of each vCPU asks for its operations. */
final class PlaceTable {
  private final Vcpus vcpus;
  private final List<Answered> known = new ArrayList<>();
  private final Map<Reenactment.Place, Asked> asked = new HashMap<>();

  /**
   * Where an operation is asked for.
   *
   * @param functions the C functions, outermost first
   * @param code the class whose code asks
   */
  record Asked(List<String> functions, Optional<Class<?>> code) {
    static final Asked NOWHERE = new Asked(List.of(), Optional.empty());

    private static Asked at(Reenactment.Place place) {
      return new Asked(
          place.functions(), place.frames().stream().findFirst().map(frame -> frame.type()));
    }
  }

  /** The operations of a vCPU, each asked for after the results of those before. */
  private record Answered(List<Long> results, List<Asked> places) {}

  PlaceTable(Vcpus vcpus) {
    this.vcpus = vcpus;
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      known.add(new Answered(List.of(), List.of()));
    }
  }

  /**
   * Where a vCPU asks for its operations.
   *
   * @param results of its operations so far
   * @return one for each result, and one for what it wants to do next, if it has not ended
   */
  List<Asked> places(int vcpu, List<Long> results) {
    Answered before = known.get(vcpu);
    if (before.results().equals(results) && !before.places().isEmpty()) {
      return before.places();
    }
    int same = 0;
    while (same < Math.min(results.size(), before.results().size())
        && results.get(same).equals(before.results().get(same))) {
      same++;
    }
    /* What is asked for after equal results is asked for at the same place. */
    List<Asked> places =
        new ArrayList<>(before.places().subList(0, Math.min(same + 1, before.places().size())));
    ask(vcpu, results, places);
    known.set(vcpu, new Answered(List.copyOf(results), List.copyOf(places)));
    return known.get(vcpu).places();
  }

  private void ask(int vcpu, List<Long> results, List<Asked> places) {
    int[] count = {0};
    Reenactment.run(
        vcpus.automaton(vcpu),
        op -> {
          int at = count[0]++;
          if (at == places.size() && at <= results.size()) {
            places.add(asked.computeIfAbsent(Reenactment.place(), Asked::at));
          }
          return at < results.size() ? OptionalLong.of(results.get(at)) : OptionalLong.empty();
        });
  }
}
