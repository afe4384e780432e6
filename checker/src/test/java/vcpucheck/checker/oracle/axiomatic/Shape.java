package vcpucheck.checker.oracle.axiomatic;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.oracle.axiomatic.Instruction.Barrier;
import vcpucheck.checker.oracle.axiomatic.Instruction.Load;
import vcpucheck.checker.oracle.axiomatic.Instruction.Store;

/**
 * The well-known litmus shapes: accesses only; how they are ordered is a {@link Style}.
 *
 * <p>Locations are named x, y, z; {@code W x 1} stores, {@code R x} loads into the thread's next
 * register.
 */
enum Shape {
  SB("W x 1; R y || W y 1; R x", "0:0=0 1:0=0"),
  MP("W x 1; W y 1 || R y; R x", "1:0=1 1:1=0"),
  LB("R x; W y 1 || R y; W x 1", "0:0=1 1:0=1"),
  IRIW("W x 1 || W y 1 || R x; R y || R y; R x", "2:0=1 2:1=0 3:0=1 3:1=0"),
  TWO_PLUS_TWO_W("W x 1; W y 2 || W y 1; W x 2", "x=1 y=1"),
  WRC("W x 1 || R x; W y 1 || R y; R x", "1:0=1 2:0=1 2:1=0"),
  S("W x 2; W y 1 || R y; W x 1", "1:0=1 x=2"),
  R("W x 1; W y 1 || W y 2; R x", "y=2 1:0=0"),
  ISA2("W x 1; W y 1 || R y; W z 1 || R z; R x", "1:0=1 2:0=1 2:1=0"),
  RWC("W x 1 || R x; R y || W y 1; R x", "1:0=1 1:1=0 2:0=0"),
  W_RWC("W x 1; W z 1 || R z; R y || W y 1; R x", "1:0=1 1:1=0 2:0=0"),
  CO_RR("W x 1 || R x; R x", "1:0=1 1:1=0"),
  CO_RR2("W x 1 || W x 2 || R x; R x || R x; R x", "2:0=1 2:1=2 3:0=2 3:1=1"),
  CO_WW("W x 1; W x 2", "x=1"),
  CO_WR("W x 1; R x || W x 2", "0:0=2 x=1"),
  CO_RW1("R x; W x 1", "0:0=1"),
  CO_RW2("R x; W x 1 || W x 2", "0:0=2 x=2");

  private final String program;
  private final String weakOutcome;

  Shape(String program, String weakOutcome) {
    this.program = program;
    this.weakOutcome = weakOutcome;
  }

  /** Something that an outcome says: a register of a thread, or a location if the thread is -1. */
  record Observed(int thread, int index, int value) {
    private static Observed parse(String text) {
      List<String> sides = Splitter.on('=').splitToList(text);
      List<String> register = Splitter.on(':').splitToList(sides.get(0));
      int value = Integer.parseInt(sides.get(1));
      return register.size() == 1
          ? new Observed(-1, register.get(0).charAt(0) - 'x', value)
          : new Observed(
              Integer.parseInt(register.get(0)), Integer.parseInt(register.get(1)), value);
    }

    int valueIn(Outcome outcome) {
      return thread < 0 ? outcome.memory().get(index) : outcome.registers().get(thread).get(index);
    }
  }

  /** How the accesses of a shape are ordered. */
  record Style(Access loads, Access stores, List<Fence> between) {
    static Style of(Access loads, Access stores, Fence... between) {
      return new Style(loads, stores, List.of(between));
    }
  }

  /** What is looked at: what the weak outcome speaks of. */
  private List<Observed> weak() {
    return Splitter.on(' ').splitToStream(weakOutcome).map(Observed::parse).toList();
  }

  /** What an outcome has in the places that are looked at. */
  List<Integer> seen(Outcome outcome) {
    /* every register is looked at, but locations only where the weak outcome speaks of them */
    List<Integer> seen =
        new ArrayList<>(outcome.registers().stream().flatMap(List::stream).toList());
    weak().stream()
        .filter(place -> place.thread() < 0)
        .forEach(place -> seen.add(place.valueIn(outcome)));
    return seen;
  }

  /** Whether an outcome is the weak one. */
  boolean isWeak(Outcome outcome) {
    return weak().stream().allMatch(place -> place.valueIn(outcome) == place.value());
  }

  /** The shape's program in a style. */
  Litmus in(Style style) {
    return new Litmus(
        Splitter.on(" || ").splitToStream(program).map(thread -> thread(thread, style)).toList(),
        3,
        2);
  }

  private static List<Instruction> thread(String accesses, Style style) {
    List<Instruction> thread = new ArrayList<>();
    int register = 0;
    for (String access : Splitter.on("; ").split(accesses)) {
      if (!thread.isEmpty()) {
        style.between().forEach(fence -> thread.add(new Barrier(fence)));
      }
      List<String> words = Splitter.on(' ').splitToList(access);
      int location = words.get(1).charAt(0) - 'x';
      thread.add(
          words.get(0).equals("R")
              ? new Load(location, register++, style.loads())
              : new Store(location, Integer.parseInt(words.get(2)), style.stores()));
    }
    return thread;
  }
}
