package vcpucheck.checker.cli.options;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.compare.Comparer.Question;

/** The options that say what else a comparison is to find out. */
@Command(optionListHeading = "What to find out besides")
public final class QuestionOptions {
  @Mixin private final AroundOptions around = new AroundOptions();

  @Option(
      names = "--window",
      description =
          "also say after how many operations of one vCPU another one, run alone, goes wrong")
  private boolean windows;

  @Option(
      names = "--all-violations",
      description = "also list all that goes wrong, by property and line: searches by operations")
  private boolean violations;

  @Option(
      names = "--moves",
      description = "also show which operations each vCPU, run alone, does otherwise")
  private boolean moves;

  @Option(
      names = "--outcomes",
      description = "also show each outcome, and a shortest interleaving that comes to it")
  private boolean outcomes;

  @Option(
      names = "--need",
      description =
          "also say what the candidate needs of its fixes, the places where they decide, locks,"
              + " atomic operations, the order of statements and orderings: each is taken away or"
              + " weakened, and each mutant is added, alone")
  private boolean need;

  @Option(
      names = "--recorded",
      paramLabel = "TRACES",
      description =
          "also say which traces of the real code, files or folders, the candidate answers"
              + " otherwise; may be repeated")
  private List<String> recorded = new ArrayList<>();

  /** Traces of the real code that are to be replayed. */
  public List<String> recorded() {
    return List.copyOf(recorded);
  }

  /** Whether to find out what the candidate needs. */
  public boolean isNeedAsked() {
    return need;
  }

  /** What is asked that runs vCPUs alone, which has a meaning only under sequential consistency. */
  public List<String> sequential() {
    List<String> options = new ArrayList<>();
    if (windows) {
      options.add("--window");
    }
    if (moves) {
      options.add("--moves");
    }
    return options;
  }

  /** What is asked. */
  public Set<Question> questions() {
    Set<Question> questions = EnumSet.noneOf(Question.class);
    add(questions, windows, Question.WINDOWS);
    add(questions, violations, Question.VIOLATIONS);
    add(questions, moves, Question.MOVES);
    add(questions, outcomes, Question.OUTCOMES);
    return questions;
  }

  private static void add(Set<Question> questions, boolean isAsked, Question question) {
    if (isAsked) {
      questions.add(question);
    }
  }

  /** What limits a search around violations. */
  public Limits around(Options options) {
    return around.limits(options);
  }
}
