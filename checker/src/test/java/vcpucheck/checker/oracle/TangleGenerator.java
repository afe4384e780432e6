package vcpucheck.checker.oracle;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import vcpucheck.checker.memory.Slab;

/** Generates {@link TangledModel}s; the same one for the same seed. */
final class TangleGenerator {
  /** What a program is mostly about. */
  private enum Topic {
    LOCKS,
    HEAP,
    LOCK_FREE
  }

  private static final int MAX_DEPTH = 3;
  private static final int LOCKS = 3;

  /** The cell that every vCPU uses as it likes; those before it belong to locks. */
  private static final int ANYBODYS = 3;

  private final SplittableRandom random;
  private final Topic topic;

  /** Whether locks are taken in one order and released at one place. */
  private final boolean tidy;

  /** Out of 100 loads and stores, how many are plain. */
  private final int plain;

  /** Whether code assumes things. */
  private final boolean assumes;

  /** Out of 100 cells, how many are used without their lock. */
  private final int careless;

  /** How many programs there are, which of them is being made, and how often it allocates. */
  private int programs;

  private int number;
  private int allocations;

  /** Whether that program takes the wrong locks. */
  private boolean isMisled;

  private TangleGenerator(long seed) {
    random = new SplittableRandom(seed);
    topic = oneOf(Topic.values());
    tidy = chance(75);
    plain = oneOf(0, 0, 20, 60);
    careless = oneOf(0, 10, 30);
    assumes = chance(30);
  }

  /** Generates a program. */
  static TangledModel generate(long seed) {
    return new TangleGenerator(seed).model(seed);
  }

  /** Generates a program of three vCPUs with the same code and another. */
  static TangledModel generateTwins(long seed) {
    return new TangleGenerator(seed).model(seed, List.of(0, 0, 0, 1));
  }

  /** Where a statement is. */
  private record Place(int depth, boolean isInLoop, Set<Integer> held) {
    Place inScope() {
      return new Place(depth + 1, isInLoop, held);
    }

    Place inLoop() {
      return new Place(depth + 1, true, held);
    }

    Place under(int lock) {
      return new Place(depth + 1, isInLoop, Sets.union(held, Set.of(lock)).immutableCopy());
    }

    int lowestLock() {
      return held.stream().mapToInt(lock -> lock + 1).max().orElse(0);
    }
  }

  private TangledModel model(long seed) {
    List<Integer> vcpus =
        oneOf(
            List.of(0, 1),
            List.of(0, 1),
            List.of(0, 1, 2),
            List.of(0, 0, 1),
            List.of(0, 1, 1),
            List.of(0, 0, 0),
            List.of(0, 1, 0, 1));
    return model(seed, vcpus);
  }

  private TangledModel model(long seed, List<Integer> vcpus) {
    int operations = vcpus.size() == 2 ? 7 : vcpus.size() == 3 ? 4 : 3;
    List<List<List<Tangle>>> code = new ArrayList<>();
    int slots = 0;
    programs = Collections.max(vcpus) + 1;
    for (number = 0; number < programs; number++) {
      allocations = 0;
      isMisled = chance(12);
      code.add(steps(operations + random.nextInt(2)));
      slots += allocations * Collections.frequency(vcpus, number);
    }
    return new TangledModel(seed, List.copyOf(code), vcpus, check(), settings(slots));
  }

  private TangledModel.Check check() {
    return chance(40) ? TangledModel.Check.NOTHING : oneOf(TangledModel.Check.values());
  }

  private TangledModel.Settings settings(int slots) {
    return new TangledModel.Settings(
        Math.max(1, slots),
        chance(20) ? 1 : 0,
        slots > 3 ? Slab.Reuse.LOWEST : oneOf(Slab.Reuse.values()),
        chance(50),
        topic == Topic.HEAP && chance(15),
        chance(50),
        topic == Topic.LOCK_FREE && chance(60),
        programs > 1 && allocations == 0 && chance(30)
            ? programs - 1
            : TangledModel.Settings.NO_DAEMON,
        chance(30),
        chance(50));
  }

  private List<List<Tangle>> steps(int operations) {
    List<Tangle> first = new ArrayList<>(topic == Topic.HEAP ? onPointer() : List.of());
    int left = Math.max(2, operations - first.size());
    Place top = new Place(0, false, Set.of());
    if (chance(70)) {
      first.addAll(block(left, top));
      return List.of(List.copyOf(first));
    }
    int before = 1 + random.nextInt(left - 1);
    first.addAll(block(before, top));
    return List.of(List.copyOf(first), block(left - before, top));
  }

  /** How a vCPU comes by a node: the first publishes one. */
  private List<Tangle> onPointer() {
    Tangle free = new Tangle.OnNode(Tangle.NodeKind.FREE, 0);
    Tangle take = new Tangle.OnNode(Tangle.NodeKind.TAKE, 0);
    Tangle load = new Tangle.OnNode(Tangle.NodeKind.LOAD, 0);
    if (number == 0) {
      return List.of(alloc(), new Tangle.OnNode(Tangle.NodeKind.PUBLISH, 0));
    }
    return switch (random.nextInt(6)) {
      case 0 -> List.of(take, free);
      case 1 -> List.of(load);
      case 2 -> List.of(new Tangle.Locked(Tangle.How.PLAIN, 0, List.of(take)), free);
      case 3 -> List.of(new Tangle.Locked(Tangle.How.PLAIN, 0, List.of(take, free)));
      case 4 -> List.of(load, new Tangle.Locked(Tangle.How.PLAIN, -1, List.of(free)));
      default -> List.of();
    };
  }

  private Tangle alloc() {
    allocations++;
    return new Tangle.OnNode(Tangle.NodeKind.ALLOC, 0);
  }

  /** Statements with about as many operations as asked for. */
  private List<Tangle> block(int operations, Place place) {
    List<Tangle> statements = new ArrayList<>();
    int left = operations;
    while (left > 0) {
      if (left >= 2 && place.depth() < MAX_DEPTH && chance(45)) {
        int inside = 1 + random.nextInt(Math.min(left, 4));
        statements.add(scope(inside, place));
        left -= inside + 1;
      } else {
        statements.add(simple(place));
        left--;
      }
    }
    return List.copyOf(statements);
  }

  private Tangle scope(int operations, Place place) {
    int kind = random.nextInt(100);
    int lowest = tidy ? place.lowestLock() : 0;
    boolean isLocking = topic != Topic.LOCK_FREE || chance(5);
    if (kind < 60 && isLocking && lowest < LOCKS) {
      return kind < 45 || lowest + 1 == LOCKS
          ? locked(operations, lowest, place)
          : handOver(operations, lowest, place);
    }
    if (kind < 70) {
      return new Tangle.Choose(
          block(operations, place.inScope()), block(random.nextInt(2), place.inScope()));
    }
    if (kind < 82) {
      int modulus = 2 + random.nextInt(2);
      return new Tangle.If(modulus, random.nextInt(modulus), block(operations, place.inScope()));
    }
    return kind < 90 || (topic != Topic.LOCK_FREE && chance(50))
        ? new Tangle.Call(block(operations, place.inScope()))
        : new Tangle.Until(
            cell(place), random.nextInt(3), block(random.nextInt(3), place.inLoop()));
  }

  private Tangle locked(int operations, int lowest, Place place) {
    if (topic == Topic.HEAP && chance(15)) {
      return new Tangle.Locked(Tangle.How.PLAIN, -1, block(operations, place.inScope()));
    }
    Tangle.How how =
        chance(80)
            ? Tangle.How.PLAIN
            : oneOf(
                Tangle.How.TRY,
                tidy || place.depth() > 0 ? Tangle.How.EARLY : Tangle.How.FORGOTTEN);
    int lock = chance(60) ? lowest : lowest + random.nextInt(LOCKS - lowest);
    return new Tangle.Locked(how, lock, block(operations, place.under(lock)));
  }

  private Tangle handOver(int operations, int lowest, Place place) {
    int first = lowest + random.nextInt(LOCKS - 1 - lowest);
    int second = first + 1 + random.nextInt(LOCKS - 1 - first);
    boolean isTurned = !tidy && chance(30);
    int from = isTurned ? second : first;
    int to = isTurned ? first : second;
    return new Tangle.HandOver(
        from,
        to,
        block(random.nextInt(2), place.under(from)),
        block(random.nextInt(2), place.under(from).under(to)),
        block(operations, place.under(to)));
  }

  /** A cell: mostly one whose lock is held, one that only this program uses, or anybody's. */
  private int cell(Place place) {
    if (!tidy || topic == Topic.LOCK_FREE || chance(careless)) {
      return random.nextInt(ANYBODYS + 1);
    }
    if (place.held().contains(isMisled ? 1 : 0) && chance(70)) {
      return random.nextInt(2);
    }
    if (place.held().contains(isMisled ? 0 : 1) && chance(70)) {
      return 2;
    }
    return chance(50) ? ANYBODYS : ANYBODYS + 1 + number;
  }

  private Tangle simple(Place place) {
    int kind = random.nextInt(100);
    if (kind < 3 && topic != Topic.LOCK_FREE) {
      return new Tangle.Look(random.nextInt(LOCKS));
    }
    if (kind < 5) {
      return new Tangle.Expect(random.nextInt(5));
    }
    if (kind < 8 && assumes) {
      return new Tangle.Assume(random.nextInt(3));
    }
    if (topic == Topic.HEAP && kind < 55) {
      return onNode(place);
    }
    Tangle.Kind what = oneOf(Tangle.Kind.values());
    if (what == Tangle.Kind.AWAIT && (topic == Topic.LOCK_FREE || chance(50))) {
      what = Tangle.Kind.LOAD;
    }
    boolean isPlain = (what == Tangle.Kind.LOAD || what == Tangle.Kind.STORE) && chance(plain);
    if (what == Tangle.Kind.AWAIT && chance(60)) {
      int writer = (number + 1) % programs;
      return new Tangle.OnCell(what, ANYBODYS + 1 + writer, random.nextInt(3), false);
    }
    boolean isOfNode = topic == Topic.HEAP && chance(50);
    return new Tangle.OnCell(what, isOfNode ? -1 : cell(place), random.nextInt(3), isPlain);
  }

  private Tangle onNode(Place place) {
    Tangle.NodeKind kind = oneOf(Tangle.NodeKind.values());
    return kind == Tangle.NodeKind.ALLOC && !place.isInLoop()
        ? alloc()
        : new Tangle.OnNode(
            kind == Tangle.NodeKind.ALLOC ? Tangle.NodeKind.LOAD : kind, random.nextInt(2));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  private final <E> E oneOf(E... alternatives) {
    return alternatives[random.nextInt(alternatives.length)];
  }
}
