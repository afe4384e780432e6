package vcpucheck.checker.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;

/** The option that says under which memory models, one or several. */
@Command(optionListHeading = "What to compare")
public final class ModelsOptions {
  @Option(
      names = "--memory",
      paramLabel = "MODELS",
      split = ",",
      description = "memory models, each by itself: sc, tso, rc11, arm64 (default: sc)")
  private List<String> memory = new ArrayList<>();

  /** The memory models, each once. */
  public List<MemoryModel> models() {
    return memory.isEmpty()
        ? List.of(MemoryModel.SC)
        : memory.stream()
            .map(word -> OptionParsers.constant("memory", word, MemoryModel.class))
            .distinct()
            .toList();
  }

  /**
   * Refuses what weak memory models have no answer to.
   *
   * @param what the options that ask for it
   * @param why what they need sequential consistency for
   */
  public void requireSequential(List<String> what, String why) {
    List<MemoryModel> models = models();
    if (!what.isEmpty() && !models.equals(List.of(MemoryModel.SC))) {
      throw new InputException(
          String.join(" and ", what)
              + " must go with --memory sc alone, for "
              + why
              + ": --memory="
              + models.stream().map(MemoryModel::word).collect(Collectors.joining(","))
              + "; leave out the one or the other");
    }
  }
}
