package vcpucheck.checker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.cli.evidence.Evidence;
import vcpucheck.checker.cli.evidence.EvidenceArchive;
import vcpucheck.checker.cli.evidence.Provable;
import vcpucheck.checker.cli.evidence.Verification;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.WordWrap;

/** Finds again what evidence says. */
@Command(
    name = "verify",
    description = {
      "Find again what --evidence has written, and compare.",
      "Status 1: something is found otherwise.",
      "Status 2: it is no evidence, or was changed.",
      "Status 4: everything is found again, but by other code or another version."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Options")
final class VerifyCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "EVIDENCE", description = "an archive that --evidence has written")
  private String file = "";

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "how many threads search; results do not depend on it")
  private @Nullable String workers;

  @Mixin private final OutputOptions output = new OutputOptions();

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TextStyle style = output.style(session.console(), false);
    Evidence recorded = EvidenceArchive.read(read());
    SortedMap<String, String> found = command(recorded.arguments()).findings(recorded.inputs());
    if (session.interruption().isRequested()) {
      session.console().print("INCOMPLETE: it was interrupted before everything was found again\n");
      return ExitStatus.INCOMPLETE;
    }
    Evidence again =
        Evidence.of(session.catalogues().all(), recorded.arguments(), recorded.inputs(), found);
    Verification verification = new Verification(recorded, again);
    session.console().print(WordWrap.paragraphs(verification.headline(), style.width()));
    if (!output.isQuiet()) {
      verification
          .facts()
          .forEach(
              (name, fact) ->
                  session
                      .console()
                      .print(
                          WordWrap.hanging(
                              String.format(Locale.ROOT, "  %-10s", name), fact, style.width())));
    }
    return switch (verification.outcome()) {
      case EQUAL -> ExitStatus.VERIFIED;
      case DIFFERS -> ExitStatus.VIOLATED;
      case OTHER_CODE -> ExitStatus.OTHER_CODE;
    };
  }

  private byte[] read() {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return in.readNBytes(EvidenceArchive.MOST_BYTES);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new InputException(
          "the evidence must exist: file=" + file + "; compare writes one with --evidence", e);
    } catch (IOException e) {
      throw new InputException("the evidence must be readable: file=" + file, e);
    }
  }

  /** The command that is recorded, ready to run. */
  private Provable command(List<String> arguments) {
    Provable command =
        switch (arguments.isEmpty() ? "" : arguments.get(0)) {
          case "check" -> new CheckCommand(session);
          case "suite" -> new SuiteCommand(session);
          case "compare" -> new CompareCommand(session);
          default ->
              throw new InputException(
                  "evidence must be of check, suite or compare: arguments=" + arguments);
        };
    List<String> words = new ArrayList<>(arguments.subList(1, arguments.size()));
    if (workers != null) {
      words.add(0, "--workers=" + workers);
    }
    try {
      new CommandLine(command, new NameCandidates.Factory(session.catalogues()))
          .setExpandAtFiles(false)
          .setAllowOptionsAsOptionParameters(false)
          .parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new InputException(
          "evidence must be of a command that this version knows: "
              + UsageErrors.about(e)
              + "; verify it with "
              + "the version that wrote it",
          e);
    }
    return command;
  }
}
