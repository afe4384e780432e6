package vcpucheck.checker.engine.system;

import java.io.BufferedOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What is known of a model, or of a part of it: equal if the same code was run on the same. */
@FunctionalInterface
public interface Description {
  /** Digests are made of so many bytes at once. */
  int BUFFER = 1 << 14;

  /** Writes it. */
  void write(DataOutput out) throws IOException;

  /** Its SHA-256. */
  default byte[] digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new DigestOutputStream(OutputStream.nullOutputStream(), digest), BUFFER))) {
        write(out);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("checker bug: every JDK has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
