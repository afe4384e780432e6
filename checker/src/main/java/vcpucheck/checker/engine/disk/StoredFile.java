package vcpucheck.checker.engine.disk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vcpucheck.checker.engine.base.CheckpointFields;

/**
 * A file that is whole and never changes.
 *
 * @param name in its folder
 * @param bytes how long it is
 * @param checksum the CRC-32C of its bytes
 */
record StoredFile(String name, long bytes, int checksum) {
  void save(DataOutput out) throws IOException {
    CheckpointFields.text(out, name);
    out.writeLong(bytes);
    out.writeInt(checksum);
  }

  static StoredFile restore(DataInput in) throws IOException {
    return new StoredFile(CheckpointFields.text(in), in.readLong(), in.readInt());
  }
}
