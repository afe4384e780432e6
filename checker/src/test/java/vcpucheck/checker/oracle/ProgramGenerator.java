package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.oracle.Globals.LockName;
import vcpucheck.checker.oracle.Globals.NumberAt;
import vcpucheck.checker.oracle.Globals.Part;
import vcpucheck.checker.oracle.Globals.PointerAt;
import vcpucheck.checker.oracle.Statement.LockKind;
import vcpucheck.checker.oracle.Statement.NumberKind;
import vcpucheck.checker.oracle.Statement.PairKind;
import vcpucheck.checker.oracle.Statement.PointerKind;

/** Generates small programs; the same one for the same seed. */
public final class ProgramGenerator {
  /** What a program is mostly about. */
  private enum Topic {
    NUMBERS,
    LOCKS,
    HEAP,
    PAIR
  }

  private static final int MAX_DEPTH = 2;
  private static final NumberAt[] GLOBAL_NUMBERS = {
    NumberAt.X, NumberAt.X, NumberAt.X, NumberAt.Y, NumberAt.Z
  };

  private final long seed;
  private final SplittableRandom random;
  private final Topic topic;

  /** Out of 100 loads and stores, how many are plain. */
  private final int plain;

  /** Whether code assumes things. */
  private final boolean assumes;

  private ProgramGenerator(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.topic = oneOf(Topic.values());
    this.plain = oneOf(0, 0, 10, 60);
    this.assumes = chance(25);
  }

  /** Generates a program. */
  public static GeneratedModel generate(long seed) {
    return new ProgramGenerator(seed).model();
  }

  private GeneratedModel model() {
    List<Integer> vcpus = oneOf(List.of(0, 1), List.of(0, 1), List.of(0, 0), List.of(0, 1, 2));
    if (vcpus.size() == 3 && chance(30)) {
      vcpus = List.of(0, 1, 1);
    }
    int operations = vcpus.size() == 2 ? 3 + random.nextInt(3) : 2 + random.nextInt(2);
    int distinct = (int) vcpus.stream().distinct().count();
    List<List<List<Statement>>> programs = new ArrayList<>();
    for (int program = 0; program < distinct; program++) {
      programs.add(program(program, operations));
    }
    int allocations =
        vcpus.stream()
            .flatMap(program -> programs.get(program).stream())
            .mapToInt(Statement::allocations)
            .sum();
    List<GeneratedModel.Check> checks = new ArrayList<>();
    if (chance(30)) {
      checks.add(
          check(chance(50) ? GeneratedModel.Wanted.NEVER : GeneratedModel.Wanted.NOT_AT_THE_END));
    }
    GeneratedModel.Settings settings =
        new GeneratedModel.Settings(
            Math.max(1, allocations),
            oneOf(
                Slab.Reuse.LOWEST,
                Slab.Reuse.LOWEST,
                allocations > 3 ? Slab.Reuse.LOWEST : Slab.Reuse.ANY,
                Slab.Reuse.NEVER),
            chance(25) ? 1 : 0,
            chance(50),
            topic == Topic.HEAP && chance(30),
            chance(25));
    if (chance(35)) {
      checks.add(check(GeneratedModel.Wanted.SOMETIMES));
    }
    return new GeneratedModel(seed, List.copyOf(programs), vcpus, List.copyOf(checks), settings);
  }

  private GeneratedModel.Check check(GeneratedModel.Wanted wanted) {
    return new GeneratedModel.Check(random.nextInt(3), random.nextInt(3), wanted);
  }

  private List<List<Statement>> program(int number, int operations) {
    List<Statement> first = new ArrayList<>();
    if (topic == Topic.HEAP && chance(70)) {
      first.addAll(number == 0 ? publishing() : List.of(acquiring()));
    }
    int left = Math.max(1, operations - first.size());
    List<List<Statement>> steps = new ArrayList<>();
    if (left > 1 && chance(40)) {
      int before = 1 + random.nextInt(left - 1);
      first.addAll(block(before, 0));
      steps.add(List.copyOf(first));
      first = new ArrayList<>();
      left -= before;
    }
    first.addAll(block(left, 0));
    if (chance(80)) {
      first.add(new Statement.Publish(number));
    }
    steps.add(List.copyOf(first));
    return List.copyOf(steps);
  }

  private List<Statement> publishing() {
    return List.of(
        new Statement.Alloc(Registers.Name.A),
        new Statement.OnPointer(
            PointerKind.STORE, PointerAt.P, Registers.Name.A, Registers.Name.A, Access.RELEASE));
  }

  private Statement acquiring() {
    return new Statement.OnPointer(
        chance(70) ? PointerKind.LOAD : PointerKind.TAKE,
        PointerAt.P,
        Registers.Name.A,
        Registers.Name.A,
        Access.ACQUIRE);
  }

  /** Statements with about as many operations as asked for. */
  private List<Statement> block(int operations, int depth) {
    List<Statement> statements = new ArrayList<>();
    int left = operations;
    while (left > 0) {
      if (chance(6)) {
        int modulus = 3 + random.nextInt(6);
        statements.add(new Statement.Expect(modulus, random.nextInt(modulus), chance(30)));
      }
      if (assumes && chance(25)) {
        statements.add(new Statement.Assume(3, random.nextInt(3)));
      }
      if (left >= 3 && depth < MAX_DEPTH && chance(topic == Topic.LOCKS ? 60 : 10)) {
        int inside = 1 + random.nextInt(left - 2);
        statements.addAll(locked(block(inside, depth + 1)));
        left -= inside + 2;
      } else if (depth < MAX_DEPTH && chance(25)) {
        int inside = 1 + random.nextInt(left);
        statements.add(nested(inside, depth));
        left -= inside;
      } else if (left >= 2 && chance(15)) {
        statements.add(
            new Statement.Retry(oneOf(GLOBAL_NUMBERS), 1 + random.nextInt(2), random.nextInt(3)));
        left -= 2;
      } else {
        statements.add(simple());
        left--;
      }
    }
    return List.copyOf(statements);
  }

  /** A critical section, now and then a wrong one. */
  private List<Statement> locked(List<Statement> body) {
    LockName name = oneOf(LockName.values());
    if (chance(15)) {
      return List.of(new Statement.TryLock(name, body));
    }
    List<Statement> statements = new ArrayList<>();
    if (!chance(4)) {
      statements.add(new Statement.OnLock(LockKind.LOCK, name));
    }
    statements.addAll(body);
    if (!chance(4)) {
      statements.add(new Statement.OnLock(LockKind.UNLOCK, name));
    }
    return statements;
  }

  private Statement nested(int operations, int depth) {
    return switch (random.nextInt(3)) {
      case 0 -> new Statement.Call(block(operations, depth + 1), chance(50));
      case 1 -> new Statement.Repeat(1 + random.nextInt(2), block((operations + 1) / 2, depth + 1));
      default -> new Statement.If(block(operations, depth + 1));
    };
  }

  private Statement simple() {
    int kind = random.nextInt(100);
    if (kind < 6) {
      return new Statement.Choose(1 + random.nextInt(3));
    }
    if (kind < 9) {
      return new Statement.Order(oneOf(Fence.values()));
    }
    if (kind < 12) {
      return new Statement.OnLock(LockKind.LOOK, oneOf(LockName.values()));
    }
    if (topic == Topic.HEAP && kind < 80) {
      return onHeap();
    }
    return topic == Topic.PAIR && kind < 60 ? onPair() : onNumber(oneOf(GLOBAL_NUMBERS));
  }

  private Statement onHeap() {
    Registers.Name register = oneOf(Registers.Name.A, Registers.Name.A, Registers.Name.B);
    switch (random.nextInt(8)) {
      case 0 -> {
        return new Statement.Alloc(register);
      }
      case 1 -> {
        return new Statement.Free(register);
      }
      case 2, 3, 4 -> {
        return onNumber(register == Registers.Name.A ? NumberAt.A_DATA : NumberAt.B_DATA);
      }
      default -> {
        PointerKind kind = oneOf(PointerKind.values());
        return new Statement.OnPointer(
            kind,
            oneOf(PointerAt.P, PointerAt.P, PointerAt.Q, PointerAt.A_NEXT),
            register,
            oneOf(Registers.Name.values()),
            switch (kind) {
              case LOAD -> load();
              case STORE, CLEAR -> store();
              default -> update();
            });
      }
    }
  }

  private Statement onPair() {
    PairKind kind = oneOf(PairKind.values());
    return new Statement.OnPair(
        kind,
        oneOf(Part.values()),
        1 + random.nextInt(2),
        kind == PairKind.LOAD || kind == PairKind.PROJECT ? load() : store());
  }

  private Statement onNumber(NumberAt at) {
    NumberKind kind = oneOf(NumberKind.values());
    if ((kind == NumberKind.AWAIT || kind == NumberKind.AWAIT_NOT) && chance(60)) {
      kind = NumberKind.LOAD;
    }
    return new Statement.OnNumber(
        kind,
        at,
        random.nextInt(3),
        random.nextInt(3),
        switch (kind) {
          case LOAD, AWAIT, AWAIT_NOT -> load();
          case STORE, STORE_SUM -> store();
          default -> update();
        });
  }

  private Access load() {
    return chance(plain) ? Access.PLAIN : oneOf(Access.OPAQUE, Access.ACQUIRE, Access.VOLATILE);
  }

  private Access store() {
    return chance(plain) ? Access.PLAIN : oneOf(Access.OPAQUE, Access.RELEASE, Access.VOLATILE);
  }

  private Access update() {
    return oneOf(Access.OPAQUE, Access.ACQUIRE, Access.RELEASE, Access.VOLATILE);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  private final <E> E oneOf(E... alternatives) {
    return alternatives[random.nextInt(alternatives.length)];
  }
}
