package vcpucheck.checker.engine.reduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.property.RaceDetector;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.trace.Schedule;

/** Finds races behind a state: among what vCPUs do first in their blocks, and in sections. */
final class BlockRaces {
  private final MemoryMachine machine;
  private final Variables variables;
  private final Vcpus vcpus;
  private final boolean wantsRaces;
  private final Prefix[] prefixes;
  private final Section[] sections;

  /**
   * Finds none yet.
   *
   * @param prefixes of each vCPU what it does first, in the state expanded last
   * @param sections of each vCPU the section that it is about to begin
   */
  BlockRaces(TransitionSystem system, Prefix[] prefixes, Section[] sections) {
    machine = system.machine();
    variables = system.variables();
    vcpus = system.vcpus();
    wantsRaces = system.properties().wantsNoRaces();
    this.prefixes = prefixes;
    this.sections = sections;
  }

  /** The race of the first vCPUs. */
  Optional<Expander.Race> first() {
    for (int first = 0; first < vcpus.count(); first++) {
      for (int second = first + 1; second < vcpus.count(); second++) {
        Optional<Expander.Race> race =
            mayRace(first, second) ? race(first, second) : Optional.empty();
        if (race.isPresent()) {
          return race;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether two vCPUs may race: mostly not, and quickly told. */
  private boolean mayRace(int first, int second) {
    Footprint a = prefixes[first].accesses;
    Footprint b = prefixes[second].accesses;
    Footprint inA = sections[first].accesses;
    Footprint inB = sections[second].accesses;
    return wantsRaces || a.mayConflict(inA, b, inB);
  }

  private Optional<Expander.Race> race(int first, int second) {
    Footprint a = prefixes[first].accesses;
    Footprint b = prefixes[second].accesses;
    for (int i = 0; a.mayConflict(b) && i < a.length(); i++) {
      int j = a.conflict(i, b);
      if (j >= 0) {
        boolean plain = a.isPlain(i) || b.isPlain(j);
        return Optional.of(new Expander.Race(ahead(first, i, second, j), a.variable(i), plain));
      }
    }
    Optional<Expander.Race> race = raceInSections(first, second);
    return race.isEmpty() && wantsRaces ? raceAfterPrefixes(first, second) : race;
  }

  /** An access in a section about to begin, and one that the other vCPU can be in front of. */
  private Optional<Expander.Race> raceInSections(int first, int second) {
    Section a = sections[first];
    Section b = sections[second];
    int variable = a.accesses.conflict(prefixes[second].accesses);
    if (variable == Variables.NONE) {
      variable = b.accesses.conflict(prefixes[first].accesses);
    }
    if (variable == Variables.NONE && a.lock != b.lock) {
      variable = a.accesses.conflict(b.accesses);
    }
    return variable == Variables.NONE
        ? Optional.empty()
        : Optional.of(new Expander.Race(Schedule.EMPTY, variable, false));
  }

  private Optional<Expander.Race> raceAfterPrefixes(int first, int second) {
    Prefix a = prefixes[first];
    Prefix b = prefixes[second];
    Op x = vcpus.table(first).op(machine.node(a.state, 0, first));
    Op y = vcpus.table(second).op(machine.node(b.state, 0, second));
    boolean races =
        !a.isFresh(variables.variable(x.variable()).slot())
            && !b.isFresh(variables.variable(y.variable()).slot())
            && RaceDetector.conflict(x, y)
            && RaceDetector.isEnabled(x, machine, variables, a.state, 0)
            && RaceDetector.isEnabled(y, machine, variables, b.state, 0);
    return races
        ? Optional.of(
            new Expander.Race(
                ahead(first, a.accesses.length(), second, b.accesses.length()), x.variable(), true))
        : Optional.empty();
  }

  private Schedule ahead(int first, int firstLength, int second, int secondLength) {
    List<Schedule.Choice> choices = new ArrayList<>();
    choices.addAll(prefixes[first].choices(first, firstLength));
    choices.addAll(prefixes[second].choices(second, secondLength));
    return new Schedule(choices);
  }
}
