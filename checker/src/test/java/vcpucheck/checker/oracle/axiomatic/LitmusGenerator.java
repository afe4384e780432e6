package vcpucheck.checker.oracle.axiomatic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.oracle.axiomatic.Instruction.Add;
import vcpucheck.checker.oracle.axiomatic.Instruction.Barrier;
import vcpucheck.checker.oracle.axiomatic.Instruction.CompareAndSwap;
import vcpucheck.checker.oracle.axiomatic.Instruction.Copy;
import vcpucheck.checker.oracle.axiomatic.Instruction.Load;
import vcpucheck.checker.oracle.axiomatic.Instruction.Require;
import vcpucheck.checker.oracle.axiomatic.Instruction.Store;
import vcpucheck.checker.oracle.axiomatic.Instruction.Swap;

/** Makes litmus programs at random, small enough for every execution to be tried. */
final class LitmusGenerator {
  private static final int EVENTS = 9;
  private static final int REGISTERS = 4;

  /**
   * What programs are made of.
   *
   * @param isFenced whether there are fences
   * @param isOwnStoreFenced whether there are store-store fences
   * @param isDependent whether values and branches depend on registers
   * @param isPlain whether one location is accessed plain, for races
   * @param isSequential whether there are sequentially consistent accesses
   */
  record Ingredients(
      boolean isFenced,
      boolean isOwnStoreFenced,
      boolean isDependent,
      boolean isPlain,
      boolean isSequential) {}

  private final SplittableRandom random;
  private final Ingredients with;
  private final int locations;
  private int events;

  private LitmusGenerator(long seed, Ingredients with) {
    random = new SplittableRandom(seed);
    this.with = with;
    locations = 2 + (with.isPlain() || random.nextInt(6) == 0 ? 1 : 0);
  }

  /** The program that a seed stands for. */
  static Litmus generate(long seed, Ingredients with) {
    return new LitmusGenerator(seed, with).generate();
  }

  private Litmus generate() {
    int threads = 2 + random.nextInt(2);
    List<List<Instruction>> program = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int left = EVENTS - events - 2 * (threads - thread - 1);
      program.add(thread(Math.min(left, 2 + random.nextInt(3))));
    }
    return new Litmus(program, locations, REGISTERS);
  }

  private List<Instruction> thread(int length) {
    List<Instruction> thread = new ArrayList<>();
    int register = 0;
    int budget = length;
    while (budget > 0) {
      int before = events;
      Instruction next = instruction(register, budget);
      thread.add(next);
      boolean reads = next instanceof Load || events - before == 2;
      register += reads ? 1 : 0;
      budget -= events - before;
      if (reads && with.isDependent() && random.nextInt(4) == 0) {
        thread.add(new Require(register - 1, random.nextInt(2)));
      }
    }
    return thread;
  }

  private Instruction instruction(int register, int budget) {
    int kind = random.nextInt(with.isFenced() ? 13 : 11);
    if (kind >= 11) {
      return new Barrier(fence());
    }
    int location = random.nextInt(locations);
    boolean isPlain = with.isPlain() && location == locations - 1;
    events++;
    if (kind < 5) {
      return new Load(location, register, isPlain ? Access.PLAIN : load());
    }
    if (kind < 10 || budget < 2 || isPlain) {
      Access access = isPlain ? Access.PLAIN : store();
      return with.isDependent() && register > 0 && random.nextInt(3) == 0
          ? new Copy(location, random.nextInt(register), access)
          : new Store(location, 1 + random.nextInt(2), access);
    }
    events++;
    return switch (random.nextInt(3)) {
      case 0 -> new Add(location, 1, register, update());
      case 1 -> new Swap(location, 1 + random.nextInt(2), register, update());
      default ->
          new CompareAndSwap(
              location, random.nextInt(2), 1 + random.nextInt(2), register, update());
    };
  }

  private Fence fence() {
    return switch (random.nextInt(with.isOwnStoreFenced() ? 5 : 4)) {
      case 0, 1 -> Fence.FULL;
      case 2 -> Fence.ACQUIRE;
      case 3 -> Fence.RELEASE;
      default -> Fence.STORE_STORE;
    };
  }

  private Access load() {
    return pick(Access.OPAQUE, Access.OPAQUE, Access.ACQUIRE, Access.VOLATILE);
  }

  private Access store() {
    return pick(Access.OPAQUE, Access.OPAQUE, Access.RELEASE, Access.VOLATILE);
  }

  private Access update() {
    return pick(
        Access.OPAQUE, Access.ACQUIRE, Access.RELEASE, Access.ACQUIRE_RELEASE, Access.VOLATILE);
  }

  /** One of some; the last, the sequentially consistent one, only where there are such. */
  private Access pick(Access... some) {
    return some[random.nextInt(some.length - (with.isSequential() ? 0 : 1))];
  }
}
