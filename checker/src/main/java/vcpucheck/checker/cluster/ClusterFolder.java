package vcpucheck.checker.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;

/** A folder of files that are written once, which all machines see. */
public interface ClusterFolder extends Serializable {
  /** Begins a file, which is there when the stream is closed. */
  OutputStream create(String name) throws IOException;

  InputStream open(String name) throws IOException;

  /** Deletes a file, if it is there. */
  void delete(String name) throws IOException;

  /** Deletes the folder and what is in it. */
  void deleteAll() throws IOException;
}
