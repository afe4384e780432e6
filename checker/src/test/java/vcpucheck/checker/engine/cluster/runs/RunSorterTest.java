package vcpucheck.checker.engine.cluster.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cluster.ClusterFolder;
import vcpucheck.checker.fixtures.ThreadCluster;
import vcpucheck.checker.machine.state.Layout;

/** Sorted files against sets, whatever hashes and layouts the states have. */
final class RunSorterTest {
  private static final int LEVELS = 30;
  private static final int REACHED = 400;

  /** Of one word. */
  private static final Layout NARROW = new Layout(2, new int[] {20, 20, 20});

  /** Of two words. */
  private static final Layout WIDE = new Layout(2, new int[] {31, 31, 31});

  @TempDir private Path directory;

  private final Random random = new Random(1);
  private final LayoutTable layouts = new LayoutTable(2);
  private ClusterFolder folder = new ThreadCluster(Path.of("")).folder("");
  private int tiers;

  @BeforeEach
  void makeFolder() {
    folder = new ThreadCluster(directory).folder("states");
  }

  private record State(int first, int second, int third) {
    long[] in(Layout layout) {
      long[] words = new long[layout.words()];
      layout.set(words, 0, 0, first);
      layout.set(words, 0, 1, second);
      layout.set(words, 0, 2, third);
      return words;
    }

    static State of(Layout layout, long[] words) {
      return new State(layout.get(words, 0, 0), layout.get(words, 0, 1), layout.get(words, 0, 2));
    }

    /** A key with so many bits of a hash. */
    long key(int bits) {
      long hash = hashCode() * 0x9E3779B97F4A7C15L;
      return StateKey.of(
          bits == 0 ? 0 : hash >> (Long.SIZE - bits), isEnd() ? StateKey.AT_REST : 0);
    }

    boolean isEnd() {
      return first == 0;
    }
  }

  private Set<State> reach(int most) {
    Set<State> reached = new HashSet<>();
    for (int i = 0; i < REACHED; i++) {
      reached.add(new State(random.nextInt(most), random.nextInt(8), random.nextInt(8)));
    }
    return reached;
  }

  private Shape shape(Layout layout) throws IOException {
    return new Shape(folder, layouts, layouts.number(layout), layout.words(), 1);
  }

  /** What some tasks make of states, each reached several times. */
  private List<byte[]> blocks(Set<State> reached, Layout layout, int bits) {
    List<byte[]> blocks = new ArrayList<>();
    for (int task = 0; task < 3; task++) {
      CandidateBuffer buffer =
          new CandidateBuffer(layout.words(), 1, (partition, block) -> blocks.add(block));
      for (State state : reached) {
        if (random.nextInt(3) > 0 || task == 0) {
          buffer.add(state.key(bits), state.in(layout), 0);
        }
      }
      buffer.flush();
    }
    return blocks;
  }

  private List<State> read(RunFile file, Layout layout) throws IOException {
    List<State> states = new ArrayList<>();
    long[] words = new long[layout.words()];
    try (RunReader reader = new RunReader(folder, file, layouts, layouts.number(layout))) {
      while (reader.advance()) {
        reader.take(words);
        states.add(State.of(layout, words));
      }
    }
    return states;
  }

  private void replaceMerged(List<RunFile> visited, RunFile merged) {
    visited.removeAll(RunSorter.crowded(visited));
    visited.add(merged);
    tiers = Math.max(tiers, merged.tier());
  }

  /** In the middle the layout becomes wider. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 8, 64})
  void what_is_new_is_what_was_not_visited_however_many_hashes_are_alike(int bits)
      throws IOException {
    List<RunFile> visited = new ArrayList<>();
    Set<State> known = new HashSet<>();
    for (int level = 0; level < LEVELS; level++) {
      Layout layout = level < LEVELS / 2 ? NARROW : WIDE;
      Set<State> reached = reach(layout == NARROW ? 32 : 1 << 24);
      reached.addAll(reach(32));
      Reduced reduced =
          new RunSorter(shape(layout)).sort(visited, blocks(reached, layout, bits).iterator());
      reached.removeAll(known);
      known.addAll(reached);
      reduced.merged().ifPresent(merged -> replaceMerged(visited, merged));
      List<State> fresh = read(reduced.fresh().orElseThrow(), layout);
      assertEquals(reached.size(), fresh.size());
      assertEquals(reached, new HashSet<>(fresh));
      assertEquals(reached.stream().filter(State::isEnd).count(), reduced.ends());
      visited.add(reduced.fresh().get());
    }
    assertEquals(known.size(), visited.stream().mapToLong(RunFile::count).sum());
    assertTrue(tiers > 0);
  }

  private RunFile write() throws IOException {
    Set<State> states = reach(1 << 16);
    states.addAll(reach(1 << 16));
    return new RunSorter(shape(WIDE))
        .sort(List.of(), blocks(states, WIDE, 64).iterator())
        .fresh()
        .orElseThrow();
  }

  private void assertDamaged(RunFile file) {
    assertEquals(
        "a file of states is damaged or was cut off: name=" + file.name(),
        assertThrows(IOException.class, () -> read(file, WIDE)).getMessage());
  }

  @Test
  void a_bit_that_has_changed_is_noticed() throws IOException {
    RunFile file = write();
    Path path = directory.resolve("states").resolve(file.name());
    byte[] bytes = Files.readAllBytes(path);
    assertFalse(read(file, WIDE).isEmpty());
    for (int at = 0; at < bytes.length; at += 37) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      Files.write(path, damaged);
      assertDamaged(file);
    }
  }

  @Test
  void an_end_that_is_missing_is_noticed() throws IOException {
    RunFile file = write();
    Path path = directory.resolve("states").resolve(file.name());
    byte[] bytes = Files.readAllBytes(path);
    for (int length = 0; length < bytes.length; length += 101) {
      Files.write(path, Arrays.copyOf(bytes, length));
      assertDamaged(file);
    }
  }
}
