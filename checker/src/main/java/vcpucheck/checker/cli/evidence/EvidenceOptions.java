package vcpucheck.checker.cli.evidence;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OutputFile;

/** The option of a command that leaves evidence. */
public final class EvidenceOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description = "write what was found into an archive that verify finds again")
  private @Nullable String evidence;

  /** Whether evidence is wanted. */
  public boolean isAsked() {
    return evidence != null;
  }

  /**
   * The archive, if it is wanted.
   *
   * @throws InputException if it cannot be written, or what is found cannot be found again
   */
  public Optional<OutputFile> file(Console console) {
    if (evidence == null) {
      return Optional.empty();
    }
    OutputFile.place(console, "--evidence", evidence);
    arguments();
    return Optional.of(OutputFile.of(console, "--evidence", evidence));
  }

  /** The archive's bytes, of a command that names no file. */
  public byte[] archive(List<Catalogue> catalogues, SortedMap<String, String> findings) {
    return EvidenceArchive.bytes(
        Evidence.of(catalogues, arguments(), Collections.emptySortedMap(), findings));
  }

  /**
   * The archive's bytes.
   *
   * @param option the option that names files
   * @param inputs their texts, by name
   */
  public byte[] archive(
      List<Catalogue> catalogues,
      String option,
      SortedMap<String, String> inputs,
      SortedMap<String, String> findings) {
    List<String> arguments = FoundArguments.renamed(arguments(), option, inputs.keySet());
    return EvidenceArchive.bytes(Evidence.of(catalogues, arguments, inputs, findings));
  }

  private List<String> arguments() {
    if (command == null) {
      throw new AssertionError("checker bug: an option is used outside of its command");
    }
    return FoundArguments.of(command);
  }
}
