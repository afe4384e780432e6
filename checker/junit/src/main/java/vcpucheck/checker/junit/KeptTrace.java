package vcpucheck.checker.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.TraceFile;

/**
 * The trace file that a failed check leaves.
 *
 * @param method what made the model
 * @param options how it was explored
 */
record KeptTrace(ModelMethod method, Options options) {
  private static final Path FOLDER = Path.of("target", "vcpucheck");
  private static final String NONE = "-";

  /**
   * Writes it.
   *
   * @param check the name of the check
   * @return where it is
   * @throws UncheckedIOException if it cannot be written
   */
  Path write(Counterexample found, String check) {
    TraceFile trace =
        TraceFile.of(
            method.type().getSimpleName(),
            method.method().getName(),
            new Configuration(NONE, NONE, Optional.empty(), found.vcpus().size()),
            options.memory().word(),
            options.build(),
            found);
    Path file = FOLDER.resolve(method.name() + "-" + check + ".json");
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(file, trace.text());
    } catch (IOException e) {
      throw new UncheckedIOException("the trace must be writable: file=" + file, e);
    }
    return file;
  }
}
