package vcpucheck.checker.engine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/** Reads all states of a run, in order. */
final class RunCursor implements Closeable {
  private static final int STATES = 1 << 10;

  private final SortedRun run;
  private final SortedRun.Reader reader;
  private final Layout.Relocation relocation;
  private final int words;
  private final byte[] block = new byte[SortedRun.BLOCK];
  private final ByteBuffer states;
  private final long[] prefixes = new long[SortedRun.BLOCK];
  private final long[] source;
  private int nextBlock;
  private int inBlock;
  private int blockEnd;
  private long next;

  /** A cursor at the first state. */
  RunCursor(SortedRun run, StateCodec codec) throws IOException {
    this.run = run;
    reader = run.open();
    relocation = codec.from(run.layout());
    words = run.layout().words();
    source = new long[words];
    states = ByteBuffer.allocate(STATES * words * Long.BYTES).limit(0);
    load();
  }

  private void load() throws IOException {
    if (inBlock == blockEnd && nextBlock < run.blocks().count()) {
      reader.read(nextBlock++, ByteBuffer.wrap(block));
      blockEnd = SortedRun.decode(block, 0, prefixes);
      inBlock = 0;
    }
  }

  /** Whether there is no state left. */
  boolean isAtEnd() {
    return inBlock == blockEnd;
  }

  /** The prefix of the next state. */
  long prefix() {
    return prefixes[inBlock];
  }

  /** Takes the next state, in the layout of now. */
  long[] take() throws IOException {
    if (!states.hasRemaining()) {
      int count = (int) Math.min(STATES, run.size() - next);
      states.clear().limit(count * words * Long.BYTES);
      reader.readStates(next, states);
    }
    for (int w = 0; w < words; w++) {
      source[w] = states.getLong();
    }
    next++;
    inBlock++;
    load();
    return relocation.copy(source);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
