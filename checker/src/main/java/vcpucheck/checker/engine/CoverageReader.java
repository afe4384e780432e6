package vcpucheck.checker.engine;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.Effects;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.ordering.AccessSite;

/** Reads from a search which code it ran. */
final class CoverageReader {
  /** Orders that a search without a weaker memory model takes for sequentially consistent. */
  private static final Set<Access> ORDERS =
      Set.of(Access.OPAQUE, Access.ACQUIRE, Access.RELEASE, Access.ACQUIRE_RELEASE);

  private final TransitionSystem system;
  private final boolean ignoresOrders;
  private final Set<String> lines = new HashSet<>();
  private final Set<String> allLines = new HashSet<>();
  private final Set<String> unordered = new HashSet<>();
  private final Set<String> functions = new HashSet<>();
  private final Set<String> allFunctions = new HashSet<>();
  private final Set<AccessSite> accesses = new HashSet<>();
  private final Map<String, BitSet> alternatives = new TreeMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<Coverage.Place> places = new TreeSet<>();

  CoverageReader(TransitionSystem system, MemoryModel memory) {
    this.system = system;
    ignoresOrders = memory == MemoryModel.SC && system.properties().wantsNoRaces();
  }

  Coverage read(Exploration exploration) {
    Map<Automaton, BitSet> performed = new HashMap<>();
    for (int vcpu = 0; vcpu < system.vcpus().count(); vcpu++) {
      performed
          .computeIfAbsent(system.vcpus().automaton(vcpu), automaton -> new BitSet())
          .or(exploration.performed(vcpu));
    }
    performed.forEach(this::take);
    allLines.removeAll(lines);
    allFunctions.removeAll(functions);
    return new Coverage(
        lines.stream().sorted(AccessSite.BY_LINE).toList(),
        allLines.stream().sorted(AccessSite.BY_LINE).toList(),
        functions.stream().sorted().toList(),
        allFunctions.stream().sorted().toList(),
        alternatives.entrySet().stream().map(this::choice).toList(),
        List.copyOf(places),
        accesses.stream().sorted().toList(),
        unordered.size());
  }

  private void take(Automaton automaton, BitSet performed) {
    automaton.lines().forEach(allLines::add);
    automaton.functions().filter(CoverageReader::isFunction).forEach(allFunctions::add);
    automaton.sites().places(performed).map(ScheduleWalk::covered).forEach(places::add);
    BitSet taken = new BitSet();
    for (int node = performed.nextSetBit(0); node >= 0; node = performed.nextSetBit(node + 1)) {
      take(automaton, node, performed);
      int site = automaton.sites().number(node);
      if (!taken.get(site)) {
        taken.set(site);
        automaton.sites().functions(node).stream()
            .filter(CoverageReader::isFunction)
            .forEach(functions::add);
      }
    }
  }

  private void take(Automaton automaton, int node, BitSet performed) {
    Op op = automaton.table().op(node);
    String line = automaton.sites().line(node);
    if (!line.isEmpty()) {
      lines.add(line);
      if (ignoresOrders && op.access() != null && ORDERS.contains(op.access())) {
        unordered.add(line);
      }
    }
    automaton.access(node).ifPresent(accesses::add);
    if (op.kind() == Op.Kind.CHOOSE) {
      choose(automaton.table(), node, performed);
    }
  }

  /** What stands for a type of C is no function. */
  private static boolean isFunction(String name) {
    return !name.startsWith("struct ");
  }

  private void choose(OperationTable table, int node, BitSet performed) {
    Op op = table.op(node);
    String what = String.valueOf(system.variables().values().object(op.b()));
    int count = (int) op.a();
    counts.merge(what, count, Math::max);
    BitSet taken = alternatives.computeIfAbsent(what, fresh -> new BitSet());
    IntStream.range(0, count)
        .filter(alternative -> isFollowed(table, node, alternative, performed))
        .forEach(taken::set);
  }

  /** Whether something was done after an alternative, or nothing is left to do. */
  private static boolean isFollowed(
      OperationTable table, int node, int alternative, BitSet performed) {
    long effect = table.effect(node, alternative);
    if (effect == OperationTable.NO_EFFECT) {
      return false;
    }
    int next = Effects.next(effect);
    return next == OperationTable.END || table.isFailure(next) || performed.get(next);
  }

  private Coverage.Choice choice(Map.Entry<String, BitSet> taken) {
    int count = counts.getOrDefault(taken.getKey(), 0);
    return new Coverage.Choice(
        taken.getKey(),
        count,
        IntStream.range(0, count)
            .filter(alternative -> !taken.getValue().get(alternative))
            .boxed()
            .toList());
  }
}
