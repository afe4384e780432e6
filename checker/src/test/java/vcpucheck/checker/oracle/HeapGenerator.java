package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.oracle.HeapModel.Check;
import vcpucheck.checker.oracle.HeapStatement.OnPointer;
import vcpucheck.checker.oracle.HeapStatement.Simple;

/** Generates small programs about heaps; the same one for the same seed. */
final class HeapGenerator {
  /** How a program tells slots apart. */
  private enum Telling {
    NOT,
    CAPTURED,
    MADE,
    INDEX,
    PROPERTY
  }

  private static final int MAX_DEPTH = 2;

  private final long seed;
  private final SplittableRandom random;
  private final Telling telling;
  private final boolean isRecorded;
  private int items;
  private int boxes;

  private HeapGenerator(long seed) {
    this.seed = seed;
    random = new SplittableRandom(seed);
    telling = chance(25) ? oneOf(Telling.values()) : Telling.NOT;
    isRecorded = chance(8);
  }

  static HeapModel generate(long seed) {
    return new HeapGenerator(seed).model();
  }

  private HeapModel model() {
    List<Integer> vcpus = oneOf(List.of(0, 1), List.of(0, 1), List.of(0, 0), List.of(0));
    int operations = vcpus.size() == 1 ? 8 : 4 + random.nextInt(2);
    List<List<List<HeapStatement>>> programs = new ArrayList<>();
    for (int program = 0; program <= vcpus.get(vcpus.size() - 1); program++) {
      programs.add(program(program, operations));
    }
    int twins = vcpus.equals(List.of(0, 0)) ? 2 : 1;
    int extra = chance(30) ? 1 : 0;
    List<Check> checks = new ArrayList<>();
    for (Check check : List.of(Check.NO_RACE, Check.NO_LEAK, Check.DATA, Check.NOT_STALE)) {
      if (chance(15)) {
        checks.add(check);
      }
    }
    if (telling == Telling.PROPERTY) {
      checks.add(Check.LAST_SLOT);
    }
    if (isRecorded) {
      checks.add(Check.LINEARIZABLE);
    }
    return new HeapModel(
        seed,
        List.copyOf(programs),
        vcpus,
        new HeapModel.Settings(
            Math.min(4, Math.max(1, items * twins) + extra),
            Math.max(1, boxes * twins),
            oneOf(Slab.Reuse.ANY, Slab.Reuse.ANY, Slab.Reuse.LOWEST, Slab.Reuse.NEVER),
            chance(20) ? 1 : 0,
            List.copyOf(checks),
            telling == Telling.CAPTURED));
  }

  private List<List<HeapStatement>> program(int number, int operations) {
    List<HeapStatement> first = new ArrayList<>();
    if (number == 0 || chance(50)) {
      first.add(alloc(Simple.ALLOC));
    } else {
      first.add(new HeapStatement.Pointer(oneOf(OnPointer.LOAD, OnPointer.TAKE), 0));
    }
    if (chance(60)) {
      first.add(new HeapStatement.Pointer(OnPointer.STORE, 0));
    }
    int left = operations - first.size();
    if (left > 1 && chance(30)) {
      int before = 1 + random.nextInt(left - 1);
      first.addAll(block(before, 0));
      return List.of(List.copyOf(first), block(left - before, 0));
    }
    first.addAll(block(left, 0));
    return List.of(List.copyOf(first));
  }

  private List<HeapStatement> block(int operations, int depth) {
    List<HeapStatement> statements = new ArrayList<>();
    for (int left = operations; left > 0; left--) {
      if (depth < MAX_DEPTH && left > 1 && chance(25)) {
        int inside = 1 + random.nextInt(left - 1);
        statements.add(nested(block(inside, depth + 1)));
        left -= inside - 1;
      } else {
        statements.add(simple());
      }
    }
    return List.copyOf(statements);
  }

  private HeapStatement nested(List<HeapStatement> body) {
    return switch (random.nextInt(5)) {
      case 0 -> new HeapStatement.Locked(body);
      case 1 -> repeats(body);
      case 2 -> new HeapStatement.If(body);
      default -> new HeapStatement.Call(body, chance(60));
    };
  }

  /** What is repeated allocates twice as much. */
  private HeapStatement repeats(List<HeapStatement> body) {
    String text = body.toString();
    return text.contains("ALLOC") ? new HeapStatement.If(body) : new HeapStatement.Repeat(body);
  }

  private HeapStatement simple() {
    int kind = random.nextInt(100);
    if (kind < 8) {
      return new HeapStatement.Count(random.nextInt(2), random.nextInt(2), chance(50));
    }
    if (kind < 11) {
      return new HeapStatement.Expect(random.nextInt(7));
    }
    if (kind < 30) {
      return new HeapStatement.Pointer(oneOf(OnPointer.values()), random.nextInt(2));
    }
    if (isRecorded && kind < 55) {
      return new HeapStatement.Ask(chance(40));
    }
    if (telling != Telling.NOT && kind < 45) {
      switch (telling) {
        case CAPTURED -> {
          return Simple.IS_CAPTURED;
        }
        case MADE -> {
          return oneOf(Simple.IS_MADE_LAST, Simple.USE_MADE, Simple.SERIAL);
        }
        case INDEX -> {
          return oneOf(Simple.INDEX, Simple.SLOT);
        }
        default -> {}
      }
    }
    return onHeap();
  }

  private HeapStatement onHeap() {
    Simple simple =
        oneOf(
            Simple.ALLOC,
            Simple.FREE,
            Simple.FREE,
            Simple.SWAP,
            Simple.FORGET,
            Simple.LOAD_DATA,
            Simple.STORE_DATA,
            Simple.STORE_DATA,
            Simple.PLAIN_DATA,
            Simple.LOAD_NEXT,
            Simple.STORE_NEXT,
            Simple.LOCKED_ADD,
            Simple.IS_SAME,
            Simple.PUSH,
            Simple.FIND,
            Simple.TAKE,
            Simple.ADD,
            Simple.CONTAINS,
            Simple.ALLOC_BOX,
            Simple.FREE_BOX,
            Simple.STORE_BOX,
            Simple.LOAD_BOX,
            Simple.FILL_BOX,
            Simple.OPEN_BOX,
            Simple.STORE_ADDRESS,
            Simple.STORE_LOW,
            Simple.LOAD_ADDRESS);
    return alloc(simple);
  }

  /** Counts allocations, so that slabs have room for them; there are at most two of each kind. */
  private HeapStatement alloc(Simple simple) {
    if (simple == Simple.ALLOC) {
      if (items == 2) {
        return Simple.LOAD_DATA;
      }
      items++;
    }
    if (simple == Simple.ALLOC_BOX) {
      if (boxes == 1) {
        return Simple.OPEN_BOX;
      }
      boxes++;
    }
    return simple;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  private final <E> E oneOf(E... alternatives) {
    return alternatives[random.nextInt(alternatives.length)];
  }
}
