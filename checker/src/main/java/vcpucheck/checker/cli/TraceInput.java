package vcpucheck.checker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.trace.TraceFile;
import vcpucheck.checker.trace.TraceFileException;

/** Traces that the user names. */
final class TraceInput {
  private static final int MOST_BYTES = 256 << 20;

  private TraceInput() {}

  /**
   * Reads a trace.
   *
   * @throws InputException if there is none; says why
   */
  static TraceFile read(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] text = in.readNBytes(MOST_BYTES + 1);
      if (text.length > MOST_BYTES) {
        throw new InputException(
            "a trace must be at most " + (MOST_BYTES >> 20) + " MB long: file=" + file);
      }
      return TraceFile.parse(text);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new InputException(
          "the trace must exist: file=" + file + "; check writes one with --trace", e);
    } catch (IOException e) {
      throw new InputException("the trace must be readable: file=" + file, e);
    } catch (TraceFileException e) {
      throw new InputException(e.getMessage() + " (file=" + file + ")", e);
    }
  }
}
