package vcpucheck.checker.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.RealCode;
import vcpucheck.checker.compare.Comparer;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.Forms;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.necessity.Necessity;
import vcpucheck.checker.necessity.NecessityAnalysis;
import vcpucheck.checker.necessity.NecessityReport;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.report.json.PortJson;
import vcpucheck.checker.report.port.PortText;

/** What is to be ported is where decisions are taken and operations moved, with their lines. */
final class PortPlanTest {
  private static final CodeBase CODE =
      new CodeBase(
          List.of(new Named("old", "publishes before it fills")),
          List.of(
              new Change("LATE", "publishes behind the fill", List.of(), Set.of()),
              new Change("ELSEWHERE", "is decided nowhere", List.of(), Set.of())),
          List.of());

  private static final Map<String, RealCode.Function> LINES =
      Map.of(
          "publish", function("publish", 10, 20, new RealCode.Call(12, "fill")),
          "fill", function("fill", 3, 8));

  private static RealCode.Function function(
      String name, int first, int last, RealCode.Call... calls) {
    return new RealCode.Function("v1", name, "real.c", first, last, List.of(calls));
  }

  /** Code that publishes a value before or behind its parts. */
  private static final class Publication {
    private final Memory memory;
    private final boolean isLate;
    private final IntCell value;
    private final IntCell flag;

    Publication(Memory memory, boolean isLate) {
      this.memory = memory;
      this.isLate = isLate;
      value = memory.intCell("value", 0);
      flag = memory.intCell("flag", 0);
    }

    @CFunction("publish")
    void publish() {
      memory.decide("LATE", isLate);
      if (isLate) {
        fill();
        flag.set(1, Access.RELEASE);
      } else {
        flag.set(1, Access.OPAQUE);
        fill();
      }
    }

    @CFunction("fill")
    private void fill() {
      value.set(1, Access.OPAQUE);
    }
  }

  private static Model model(Configuration form) {
    return memory ->
        Program.of(
            List.of(
                Vcpu.of(
                    "vcpu0", new Publication(memory, form.revision().contains("LATE"))::publish)));
  }

  /** Another vCPU that sees the flag must see the value. */
  private static Model read(Configuration form) {
    return memory -> {
      Publication publication = new Publication(memory, form.revision().contains("LATE"));
      return Program.of(
          List.of(
              Vcpu.of("vcpu0", publication::publish),
              Vcpu.of(
                  "vcpu1",
                  () -> {
                    if (publication.flag.get(Access.ACQUIRE) == 1) {
                      memory.expect(
                          publication.value.get(Access.OPAQUE) == 1, "filled", "it is empty");
                    }
                  })));
    };
  }

  private static PortPlan plan(String to) {
    return plan(to, PortPlanTest::model, new NecessityReport(List.of(), false));
  }

  private static PortPlan plan(
      String to, Function<Configuration, Model> make, NecessityReport needs) {
    ToyScenario scenario =
        new ToyScenario("T1", "publication", "late", "a textbook", List.of(), List.of(), make);
    Configuration from = new Configuration("old", "plain", Optional.empty(), 1);
    Comparer comparer =
        new Comparer(Options.defaults(), Limits.none(), EnumSet.of(Comparer.Question.MOVES));
    Comparison comparison =
        new Comparison(
            "old",
            to,
            List.of(
                comparer.compare(
                    scenario, Forms.of(CODE, from, from.withRevision(to)), ProgressListener.NONE)),
            Set.of(),
            false);
    RealCode code = (revision, name) -> Optional.ofNullable(LINES.get(name));
    return PortPlan.of(comparison, code, "old", needs);
  }

  @Test
  void functions_are_those_in_which_something_is_decided_with_their_lines_and_calls() {
    assertEquals(
        """
        PORT: old -> old+LATE, decided in 1 function of real.c of v1

        what is decided otherwise, and where
          publish  10-20, +LATE
            calls  fill 12

        order to keep: what each vCPU, run alone, does otherwise
          T1 with 1 vCPU, vcpu0
            - no longer do 1 operation, the 1.
              publish (10-20): store (opaque) flag
              before  fill: store (opaque) value
            + do 1 operation, the 2.
              behind  fill: store (opaque) value
              publish (10-20): store (release) flag

        atomic accesses, fences and locks that are new
          publish  release store, smp_store_release, on Arm ordered access; in the model
        """,
        PortText.of(plan("old+LATE"), 100).replaceAll("in the model\\s.*", "in the model"));
  }

  @Test
  void an_ordering_that_only_the_candidate_has_is_needed_or_not() {
    Configuration form = new Configuration("old+LATE", "plain", Optional.empty(), 2);
    Set<AccessSite> added =
        PortPlan.added(
            plan("old+LATE", PortPlanTest::read, new NecessityReport(List.of(), false))
                .comparison());
    Necessity necessity =
        new NecessityAnalysis(
                read(form),
                Options.defaults().with(MemoryModel.ARM64),
                ProgressListener.NONE,
                () -> false,
                added::contains)
            .run();
    assertEquals(1, necessity.sites().size(), "the reader's acquire is in both forms");
    NecessityReport needs =
        new NecessityReport(
            List.of(new NecessityReport.Entry("T1", "publication", form, necessity)), false);
    String text = PortText.of(plan("old+LATE", PortPlanTest::read, needs), 200);
    assertTrue(
        text.contains("smp_store_release, on Arm ordered access; under arm64 needed; in the"),
        text);
  }

  @Test
  void what_the_candidate_violates_comes_first() {
    Function<Configuration, Model> late =
        form ->
            memory -> {
              boolean isLate = form.revision().contains("LATE");
              Publication publication = new Publication(memory, isLate);
              return Program.of(
                  List.of(Vcpu.of("vcpu0", publication::publish)),
                  Property.atEnd("early", () -> !isLate));
            };
    String text = PortText.of(plan("old+LATE", late, new NecessityReport(List.of(), false)), 100);
    String first =
        """
        in 1 function of real.c of v1

        what the candidate violates: it is not to be ported like this
          T1 with 1 vCPU  early

        what is decided otherwise\
        """;
    assertTrue(text.contains(first), text);
  }

  @Test
  void what_is_reached_nowhere_is_named() {
    String text = PortText.of(plan("old+ELSEWHERE"), 100);
    assertTrue(text.contains("  +ELSEWHERE  reached nowhere, so nothing is known of it\n"), text);
    assertTrue(text.contains("  nothing: each vCPU, run alone, does the same"), text);
    assertTrue(text.contains("new\n  none\n"), text);
  }

  @Test
  void a_mail_has_lines_of_72_columns_and_the_same_words() {
    String mail = PortText.markdown(plan("old+LATE"));
    assertTrue(mail.lines().allMatch(line -> line.length() <= 72), mail);
    assertTrue(mail.startsWith("# old to old+LATE\n\nIt is decided in 1 function of "), mail);
    assertTrue(mail.contains(".\n\n## what is decided otherwise"), mail);
    assertTrue(mail.contains("\n  - do "), mail);
    assertTrue(mail.contains("\n- publish  10-20, +LATE\n  - calls  fill 12\n"), mail);
  }

  @Test
  void json_has_each_operation() {
    String json = PortJson.of(plan("old+LATE")).replaceAll("\\s", "");
    for (String part :
        List.of(
            "\"parts\":[\"+LATE\"]",
            "\"calls\":[{\"line\":12,\"function\":\"fill\"}]",
            "\"behind\":\"fill:store(opaque)value\"",
            "\"primitive\":\"smp_store_release\"")) {
      assertTrue(json.contains(part), json);
    }
  }
}
