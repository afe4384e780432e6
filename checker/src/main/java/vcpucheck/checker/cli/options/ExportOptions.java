package vcpucheck.checker.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OutputFile;

/** The option that writes files for other tools. */
public final class ExportOptions {
  @Option(
      names = "--export",
      arity = "2",
      paramLabel = "FORMAT FILE",
      hideParamSyntax = true,
      completionCandidates = Formats.class,
      description =
          "write FILE for another tool; of a counterexample: json, mermaid, dot, svg, perfetto,"
              + " sarif or github; of the whole search, by check: promela or aldebaran")
  private List<String> words = new ArrayList<>();

  /** The formats, as completion offers them. */
  private static final class Formats extends Candidates {
    Formats() {
      super(Format.values());
    }
  }

  /** What a file can be written as. */
  public enum Format {
    /** A counterexample as data. */
    JSON,
    /** A story as a sequence diagram of Mermaid. */
    MERMAID,
    /** A story as a graph for Graphviz. */
    DOT,
    /** A story as a picture. */
    SVG,
    /** A counterexample as a trace for Perfetto and other viewers. */
    PERFETTO,
    /** Findings for code scanning. */
    SARIF,
    /** Findings as commands of GitHub's workflows. */
    GITHUB,
    /** A search as a model for SPIN. */
    PROMELA,
    /** A search as a graph for CADP and mCRL2. */
    ALDEBARAN;

    /** Whether it is a search that is written, not a counterexample. */
    public boolean isOfSearch() {
      return this == PROMELA || this == ALDEBARAN;
    }

    /** Whether the absence of a violation is worth a file, too. */
    public boolean isOfVerdict() {
      return this == SARIF || this == GITHUB;
    }

    /** The word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A file to be written, and as what. */
  public record Export(Format format, OutputFile file) {}

  /**
   * The files.
   *
   * @throws InputException if a format is not known, needs another memory model, or a file cannot
   *     be written
   */
  public List<Export> exports(Console console, MemoryModel memory) {
    List<Export> exports = new ArrayList<>();
    for (int at = 0; at < words.size(); at += 2) {
      Format format = format(words.get(at));
      if (format.isOfSearch() && memory != MemoryModel.SC) {
        throw new InputException(
            "--export "
                + format.word()
                + " writes what is explored under sc: memory="
                + memory.word()
                + "; leave it out");
      }
      exports.add(
          new Export(
              format, OutputFile.of(console, "--export " + format.word(), words.get(at + 1))));
    }
    return exports;
  }

  /** Whether files are wanted. */
  public boolean isAsked() {
    return !words.isEmpty();
  }

  private static Format format(String word) {
    return Stream.of(Format.values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--export must name a format and then a file, the format one of "
                        + Stream.of(Format.values())
                            .map(Format::word)
                            .collect(Collectors.joining(", "))
                        + ": format="
                        + word));
  }
}
