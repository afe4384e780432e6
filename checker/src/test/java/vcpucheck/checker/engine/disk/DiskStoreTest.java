package vcpucheck.checker.engine.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.CheckpointException;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.search.BuiltModel;
import vcpucheck.checker.engine.store.StoreMigration;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/**
 * A store on disk knows the states that it was given, whatever they hash to and are laid out as.
 */
final class DiskStoreTest {
  private static final int CELLS = 12;
  private static final int ROUNDS = 90;
  private static final int STATES = 400;
  private static final int FEW_BITS = 5;

  /** After so many times of moving states, runs have been merged. */
  private static final int MERGED = 8;

  private static final Model MODEL =
      memory -> {
        for (int cell = 0; cell < CELLS; cell++) {
          memory.intCell("cell" + cell, 0);
        }
        return Program.of(List.of(Vcpu.of("vCPU", () -> {})));
      };

  @TempDir private Path directory;

  private final Random random = new Random(1);
  private final WorkerPool workers = new WorkerPool(2);
  private final List<List<Integer>> visited = new ArrayList<>();
  private final Set<List<Integer>> all = new HashSet<>();
  private Variables variables;
  private StateCodec codec;
  private int values;

  @BeforeEach
  void build() {
    BuiltModel built = BuiltModel.of(MODEL);
    variables = built.system().memory().variables();
    codec = built.machine().codec();
    addValues(3);
    codec.widen();
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private void addValues(int count) {
    values = count;
    for (int cell = 0; cell < CELLS; cell++) {
      for (int value = 0; value < count; value++) {
        variables.encode(cell, value);
      }
    }
  }

  private DiskStore store(SearchFolder folder, int prefixBits) {
    return new DiskStore(codec, folder, new DiskStore.Size(1, prefixBits), workers);
  }

  private List<Integer> someCodes() {
    return random.ints(CELLS, 0, values).boxed().toList();
  }

  private long[] state(List<Integer> codes) {
    long[] state = new long[codec.layout().words()];
    for (int field = 0; field < CELLS; field++) {
      codec.layout().set(state, 0, field, codes.get(field));
    }
    return state;
  }

  /** States of which about half were visited before. */
  private List<List<Integer>> candidates() {
    Set<List<Integer>> some = new HashSet<>();
    while (some.size() < STATES) {
      boolean isOld = random.nextBoolean() && !visited.isEmpty();
      some.add(isOld ? visited.get(random.nextInt(visited.size())) : someCodes());
    }
    return List.copyOf(some);
  }

  /** Adds states that memory does not have. */
  private static void add(DiskStore store, List<long[]> states) {
    int size = store.size();
    store.reserve(size + states.size());
    for (long[] state : states) {
      store.set(size++, 0, state, 0);
    }
    store.setSize(size);
  }

  private void settle(DiskStore store, List<List<Integer>> candidates) {
    BitSet expected = new BitSet();
    for (int i = 0; i < candidates.size(); i++) {
      if (all.add(candidates.get(i))) {
        visited.add(candidates.get(i));
      } else {
        expected.set(i);
      }
    }
    assertEquals(expected, store.known());
    store.settle(expected);
    assertEquals(visited.size(), store.before() + store.size());
  }

  private void assertHas(DiskStore store) {
    int from = (int) -store.before();
    store.fetch(from, store.size());
    long[] state = new long[codec.layout().words()];
    for (int number = from; number < store.size(); number++) {
      store.take(number, state);
      assertArrayEquals(state(visited.get(number - from)), state);
    }
  }

  /** So few bits that most states hash alike; and layouts that grow while nothing is settled. */
  @ParameterizedTest
  @ValueSource(ints = {1, FEW_BITS, Candidates.PREFIX_BITS})
  void every_state_is_known(int prefixBits) throws IOException {
    try (SearchFolder folder = new SearchFolder(Optional.empty())) {
      DiskStore store = store(folder, prefixBits);
      StoreMigration migration = new StoreMigration(codec, workers);
      migration.add(store);
      for (int round = 0; round < ROUNDS; round++) {
        List<List<Integer>> candidates = candidates();
        add(store, candidates.stream().map(this::state).toList());
        if (round % 20 == 10) {
          addValues(values * 3);
          migration.relayout();
        }
        settle(store, candidates);
        store.spill();
      }
      assertHas(store);
      assertTrue(codec.layout().words() > 1);
    }
  }

  private DiskStore saved(SearchFolder folder, ByteArrayOutputStream out) throws IOException {
    DiskStore store = store(folder, FEW_BITS);
    for (int round = 0; round < 10; round++) {
      List<List<Integer>> candidates = candidates();
      add(store, candidates.stream().map(this::state).toList());
      settle(store, candidates);
      store.spill();
    }
    store.save(new DataOutputStream(out), store.size());
    folder.saved();
    return store;
  }

  private static DataInputStream in(ByteArrayOutputStream out) {
    return new DataInputStream(new ByteArrayInputStream(out.toByteArray()));
  }

  @Test
  void what_was_saved_is_restored() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SearchFolder folder = new SearchFolder(Optional.of(directory))) {
      DiskStore store = saved(folder, out);
      add(store, List.of(state(someCodes())));
      store.settle(store.known());
      store.spill(); /* after the checkpoint: of no use any more */
    }
    try (SearchFolder folder = new SearchFolder(Optional.of(directory))) {
      DiskStore store = store(folder, FEW_BITS);
      store.restore(in(out));
      assertHas(store);
      List<List<Integer>> candidates = candidates();
      add(store, candidates.stream().map(this::state).toList());
      settle(store, candidates);
      folder.saved();
      List<Path> files = files();
      assertEquals(16, files.size(), files.toString());
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.endsWith("lock")).toList();
    }
  }

  /** The files that a store restores itself. */
  private static List<Path> withStates(List<Path> files) {
    return files.stream().filter(file -> !name(file).startsWith("degrees")).toList();
  }

  @Test
  void damage_is_noticed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SearchFolder folder = new SearchFolder(Optional.of(directory))) {
      saved(folder, out);
    }
    for (Path file : withStates(files())) {
      byte[] before = Files.readAllBytes(file);
      byte[] other = before.clone();
      other[other.length / 2] ^= 1;
      for (byte[] wrong : List.of(other, Arrays.copyOf(before, before.length - 1))) {
        Files.write(file, wrong);
        assertRefused(out, " is damaged or was cut off; take a copy of it, or begin anew");
      }
      Files.delete(file);
      assertRefused(out, " is missing; put it back, or begin anew");
      Files.write(file, before);
    }
  }

  private void assertRefused(ByteArrayOutputStream out, String why) throws IOException {
    try (SearchFolder folder = new SearchFolder(Optional.of(directory))) {
      DiskStore store = store(folder, FEW_BITS);
      CheckpointException e = assertThrows(CheckpointException.class, () -> store.restore(in(out)));
      assertTrue(e.toString().endsWith(why), e.toString());
    }
  }

  /** A disk that is full after some writes. */
  private static final class SmallDisk implements SearchFolder.Output {
    private int left = Integer.MAX_VALUE;

    @Override
    public void write(FileChannel channel, ByteBuffer buffer) throws IOException {
      if (--left < 0) {
        throw new IOException("No space left on device");
      }
      channel.write(buffer);
    }
  }

  /** Wherever a full disk stops it, nothing changes, and with more room it goes on. */
  @Test
  void a_full_disk_changes_nothing() throws IOException {
    SmallDisk disk = new SmallDisk();
    try (SearchFolder folder = new SearchFolder(Optional.of(directory), disk)) {
      DiskStore store = saved(folder, new ByteArrayOutputStream());
      for (int round = 0; round < MERGED; round++) {
        List<List<Integer>> candidates = candidates();
        add(store, candidates.stream().map(this::state).toList());
        settle(store, candidates);
        int size = store.size();
        int writes = 0;
        while (!hasRoom(store, disk, writes)) {
          writes++;
          assertEquals(size, store.size());
          assertHas(store);
        }
        assertEquals(0, store.size());
      }
      assertHas(store);
      folder.saved();
    }
    long runs = files().stream().filter(file -> name(file).startsWith("run-")).count();
    assertTrue(runs < MERGED, "runs were merged: runs=" + runs);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Whether there is room to move states to disk after which so many writes succeed. */
  private static boolean hasRoom(DiskStore store, SmallDisk disk, int writes) {
    disk.left = writes;
    try {
      store.spill();
      return true;
    } catch (UncheckedIOException e) {
      assertTrue(e.toString().endsWith("No space left on device"), e.toString());
      return false;
    } finally {
      disk.left = Integer.MAX_VALUE;
    }
  }

  /** What was not written is deleted. */
  @Test
  void a_full_disk_leaves_nothing_behind() throws IOException {
    SmallDisk disk = new SmallDisk();
    try (SearchFolder folder = new SearchFolder(Optional.of(directory), disk)) {
      DiskStore store = saved(folder, new ByteArrayOutputStream());
      List<Path> files = files();
      add(store, List.of(state(someCodes())));
      store.settle(store.known());
      for (int writes = 0; !hasRoom(store, disk, writes); writes++) {
        folder.saved();
        assertEquals(Set.copyOf(files), Set.copyOf(files()));
      }
    }
  }

  @Test
  void files_of_others_stay() throws IOException {
    Path other = Files.createFile(directory.resolve("to-do"));
    try (SearchFolder folder = new SearchFolder(Optional.of(directory))) {
      saved(folder, new ByteArrayOutputStream());
    }
    assertTrue(Files.exists(other));
  }

  @Test
  void a_folder_is_of_one_search() throws IOException {
    try (SearchFolder one = new SearchFolder(Optional.of(directory));
        SearchFolder other = new SearchFolder(Optional.of(directory))) {
      saved(one, new ByteArrayOutputStream());
      IOException e = assertThrows(IOException.class, () -> other.newName("run"));
      assertTrue(e.toString().contains("this process already searches in "), e.toString());
    }
  }
}
