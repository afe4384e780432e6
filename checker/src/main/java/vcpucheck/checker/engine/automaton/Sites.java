package vcpucheck.checker.engine.automaton;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Orderings;
import vcpucheck.checker.memory.DecidesForCaller;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.StatementSite;

/** Where in the source the operations of an automaton are asked for, and what is decided there. */
public final class Sites {
  /**
   * A place in the source.
   *
   * @param line "File.java:12"
   * @param functions the C functions that are being executed
   */
  private record Site(String line, List<String> functions) {}

  /** A point where forms of the code differ, and one of the ways to go there. */
  public record Decision(String name, boolean way) {}

  private final Orderings orderings;

  private final Map<Site, Integer> numbers = new HashMap<>();
  private final Map<Long, Integer> byStack = new HashMap<>();
  private final List<Site> sites = new ArrayList<>();

  /** For each node, the number of its site. */
  private final List<Integer> siteOfNode = new ArrayList<>();

  /**
   * A decision, and where it is taken.
   *
   * @param function the innermost C function that is being executed; empty if there is none
   * @param line "File.java:12"
   */
  public record Place(Decision decision, String function, String line) {}

  /** Where each decision is taken: after operations of which nodes; at the start, of END. */
  private final Map<Place, BitSet> places = new HashMap<>();

  /** For each place, the positions from which it is come to before the next operation. */
  private final Map<Place, BitSet> placesFrom = new HashMap<>();

  /** Where decisions were taken while the model was made. */
  private final List<Place> made = new ArrayList<>();

  /** Makes sites of an automaton that has its end alone. */
  Sites(Orderings orderings) {
    this.orderings = orderings;
    siteOfNode.add(number(site(List.of())));
  }

  /**
   * Adds the site of the next node, whose operation is being asked for.
   *
   * @param stack the {@linkplain CallStacks number} of the calls that are being executed
   * @param frames these calls, the innermost first; asked if the number is new
   */
  void add(long stack, Supplier<CallStacks.Frames> frames) {
    siteOfNode.add(numberOf(stack, frames));
  }

  private int numberOf(long stack, Supplier<CallStacks.Frames> frames) {
    return byStack.computeIfAbsent(stack, fresh -> number(site(frames.get().ofModel())));
  }

  private int number(Site site) {
    return numbers.computeIfAbsent(
        site,
        fresh -> {
          sites.add(fresh);
          return sites.size() - 1;
        });
  }

  private static Site site(List<StackFrame> stack) {
    List<String> functions = new ArrayList<>();
    for (StackFrame frame : stack) {
      Optional<String> function =
          SourceLocation.function(frame.getDeclaringClass(), frame.getMethodName());
      if (function.isPresent() && !functions.contains(function.get())) {
        functions.add(function.get());
      }
    }
    return new Site(line(stack), functions);
  }

  /* A frame tells its file and line slowly, so that each stack is asked once. */
  private static String line(List<StackFrame> stack) {
    for (StackFrame frame : stack) {
      if (!frame.getDeclaringClass().isAnnotationPresent(DecidesForCaller.class)) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  /** Where a decision is being taken while the model is made. */
  static Place made(String name, boolean way) {
    return place(site(CallStacks.frames().ofModel()), name, way);
  }

  private static Place place(Site site, String name, boolean way) {
    return new Place(new Decision(name, way), innermost(site), site.line());
  }

  /** Notes that a decision was taken while the model was made. */
  void make(Place place) {
    made.add(place);
    take(OperationTable.END, place);
  }

  /** The statement that is being executed; without a source line if none is. */
  static StatementSite statement() {
    Site site = site(CallStacks.frames().ofModel());
    return new StatementSite(site.line(), innermost(site));
  }

  /** Where an operation that is being asked for orders what is around it; empty if it does not. */
  Optional<AccessSite> access(Op asked) {
    return access(site(CallStacks.frames().ofModel()), asked);
  }

  /** Where the operation of a node orders what is around it; empty if it does not. */
  Optional<AccessSite> access(int node, Op op) {
    return access(sites.get(siteOfNode.get(node)), op);
  }

  private Optional<AccessSite> access(Site site, Op op) {
    if (site.line().isEmpty()) {
      return Optional.empty();
    }
    return orderings
        .strength(op)
        .map(
            strength ->
                new AccessSite(
                    site.line(), innermost(site), Orderings.kind(op).orElseThrow(), strength));
  }

  /**
   * Notes that a decision is taken after a node's operation.
   *
   * @param positions those between which and the next operation it is taken
   * @param stack as {@link #add} takes it, which are being executed now
   */
  void decide(int node, int[] positions, String name, boolean way, long stack) {
    Place place = place(sites.get(numberOf(stack, CallStacks::frames)), name, way);
    take(node, place);
    BitSet all = placesFrom.computeIfAbsent(place, fresh -> new BitSet());
    Arrays.stream(positions).forEach(all::set);
  }

  private void take(int node, Place place) {
    places.computeIfAbsent(place, fresh -> new BitSet()).set(node);
  }

  private static String innermost(Site site) {
    return site.functions().stream().findFirst().orElse("");
  }

  /** Notes that code goes on from some positions as it has gone on from another one. */
  void goOnAt(int[] positions, int known) {
    placesFrom.values().stream()
        .filter(all -> all.get(known))
        .forEach(all -> Arrays.stream(positions).forEach(all::set));
  }

  /**
   * Where decisions are taken from some positions before the next operations, or were taken while
   * the model was made.
   */
  Stream<Place> placesFrom(BitSet positions) {
    return Stream.concat(
        made.stream(),
        placesFrom.entrySet().stream()
            .filter(entry -> entry.getValue().intersects(positions))
            .map(Map.Entry::getKey));
  }

  /** The number of the site at which a node's operation is asked for, from 0 on. */
  public int number(int node) {
    return siteOfNode.get(node);
  }

  /** The source line on which a node's operation is asked for; empty if there is none. */
  public String line(int node) {
    return sites.get(siteOfNode.get(node)).line();
  }

  /** The C functions that are being executed when a node's operation is asked for. */
  public List<String> functions(int node) {
    return sites.get(siteOfNode.get(node)).functions();
  }

  /**
   * Where decisions are taken after operations of some nodes, or at the start.
   *
   * @param performed the nodes
   */
  public Stream<Place> places(BitSet performed) {
    return places.entrySet().stream()
        .filter(
            entry ->
                entry.getValue().get(OperationTable.END) || entry.getValue().intersects(performed))
        .map(Map.Entry::getKey);
  }
}
