package vcpucheck.checker.engine.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import vcpucheck.checker.engine.base.VarintBuffer;
import vcpucheck.checker.engine.checkpoint.ExchangedSlots;
import vcpucheck.checker.engine.checkpoint.UnfoldingLog;
import vcpucheck.checker.engine.reduction.MoverTable;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.system.Description;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.state.HeapSymmetry;

/**
 * What the driver knows, as it is written into a {@link Snapshot}: what code was run on, which
 * slots are exchanged, how vCPUs share variables, what blocks consist of, and how states are laid
 * out.
 */
final class Knowledge {
  private final TransitionSystem system;
  private final UnfoldingLog unfoldings;
  private final SharingAnalysis sharing;
  private final MoverTable movers;

  /** Where the log was when the slots that are exchanged became those that they are. */
  private final long slotsSince;

  /**
   * Makes what can be written at any time.
   *
   * @param slotsSince where the log was when the slots that are exchanged became those that they
   *     are
   */
  Knowledge(
      TransitionSystem system,
      UnfoldingLog unfoldings,
      SharingAnalysis sharing,
      MoverTable movers,
      long slotsSince) {
    this.system = system;
    this.unfoldings = unfoldings;
    this.sharing = sharing;
    this.movers = movers;
    this.slotsSince = slotsSince;
  }

  Snapshot.Growth growth() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      save(out);
    } catch (IOException e) {
      throw new AssertionError("checker bug: memory cannot be written", e);
    }
    return new Snapshot.Growth(bytes.toByteArray());
  }

  private void save(DataOutputStream out) throws IOException {
    out.writeLong(slotsSince);
    unfoldings.save(out);
    Optional<HeapSymmetry> heap = system.codec().heap();
    if (heap.isPresent()) {
      ExchangedSlots.save(heap.get(), out);
    }
    out.write(digest(system));
    sharing.save(out);
    movers.save(out);
    system.properties().save(out);
    system.codec().save(out);
  }

  private static byte[] digest(TransitionSystem system) {
    Description model = system::describe;
    return model.digest();
  }

  /** Reads what the driver knows. */
  static final class Reader {
    private final DataInputStream in;
    private final TransitionSystem system;

    Reader(Snapshot.Growth growth, TransitionSystem system) {
      in = new DataInputStream(new ByteArrayInputStream(growth.bytes()));
      this.system = system;
    }

    /**
     * Runs code again that the driver has run, and exchanges the slots that it exchanges. What was
     * known of slots before the driver changed which those are is forgotten here as it was there.
     *
     * @param from up to where code has been run again before
     * @return up to where it is now
     */
    long unfold(long from) throws IOException {
      long slotsSince = in.readLong();
      VarintBuffer entries = new VarintBuffer();
      entries.restore(in);
      entries.seek(from);
      boolean isFirst = from == 0;
      if (isFirst) {
        UnfoldingLog.replay(entries, slotsSince, system.machine(), system.properties());
      }
      Optional<HeapSymmetry> heap = system.codec().heap();
      if (heap.isPresent()) {
        ExchangedSlots slots = ExchangedSlots.read(heap.get(), in);
        if (isFirst && slotsSince > 0) {
          slots.restore(heap.get());
        }
      }
      UnfoldingLog.replay(entries, entries.size(), system.machine(), system.properties());
      return entries.position();
    }

    /**
     * Reads what is known beside, once code was run again.
     *
     * @throws IOException also if the code is not the driver's: numbers would mean something else
     */
    void restore(SharingAnalysis sharing, MoverTable movers) throws IOException {
      byte[] ofDriver = new byte[digest(system).length];
      in.readFully(ofDriver);
      if (!Arrays.equals(ofDriver, digest(system))) {
        throw new IOException(
            "each machine must run the code that the driver runs: the model is another one there;"
                + " give all of them the same jars and the same model");
      }
      sharing.restore(in);
      movers.restore(in);
      system.properties().restore(in);
      system.codec().restore(in);
    }
  }
}
