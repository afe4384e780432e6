package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.cli.pages.SourceFiles;
import vcpucheck.checker.fixtures.Schemas;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.report.StoryText;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.report.export.StorySvg;
import vcpucheck.checker.report.html.HtmlPage;
import vcpucheck.checker.report.json.CounterexampleJson;
import vcpucheck.checker.story.Explanation;
import vcpucheck.checker.story.Preemption;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;
import vcpucheck.checker.walk.Course;

/** What the stories of known races tell. */
final class StoryTest {
  /** A counterexample and its explanation. */
  private record Explained(Model model, Counterexample found, Explanation explanation) {
    static Explained of(String id) {
      Scenario scenario =
          new OpteeCatalogue()
              .scenarios().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
      Configuration defaults = scenario.defaults();
      Model model =
          scenario.model(
              new Configuration(
                  "xen-4.13", defaults.variant(), Optional.empty(), defaults.vcpus()));
      Checker checker = Checker.of(model);
      Counterexample found = checker.run().counterexample().orElseThrow();
      return new Explained(
          model,
          found,
          checker.explain(
              found.schedule(), new Replay.Violation(found.property(), found.message())));
    }

    /** The operations of the slice: "vcpu0 load x: 1". */
    List<String> slice() {
      return explanation.steps().stream().map(found.steps()::get).map(Explained::text).toList();
    }

    private static String text(Step step) {
      return "vcpu" + step.vcpu() + " " + step.operation() + ": " + step.value();
    }

    List<String> phrases(Glossary glossary) {
      return Story.of(found.steps(), explanation, glossary).lines().stream()
          .map(StoryText::words)
          .toList();
    }
  }

  static Stream<Arguments> races() {
    return Stream.of(
        Arguments.of(
            "S01",
            List.of(
                "vcpu0 store optee_shm_buf#0.cookie: 2",
                "vcpu0 store d1.optee_shm_buf_list.next: optee_shm_buf#0",
                "vcpu0 compare-and-swap (volatile) d1.tee_shm2.taken: 1 -> 0",
                "vcpu1 compare-and-swap (volatile) d1.tee_shm2.taken: 0 -> 1",
                "vcpu1 load d1.optee_shm_buf_list.next: optee_shm_buf#0",
                "vcpu1 load optee_shm_buf#0.cookie: 2"),
            "call_count|threads|lock"),
        Arguments.of(
            "S03",
            List.of(
                "vcpu0 store shm_rpc#0.cookie: 1",
                "vcpu0 store d1.shm_rpc_list.next: shm_rpc#0",
                "vcpu0 compare-and-swap (volatile) d1.tee_shm1.taken: 1 -> 0",
                "vcpu1 compare-and-swap (volatile) d1.tee_shm1.taken: 0 -> 1",
                "vcpu1 load d1.shm_rpc_list.next: shm_rpc#0",
                "vcpu1 load shm_rpc#0.cookie: 1"),
            "call_count|optee_shm_buf_count|lock"),
        Arguments.of(
            "S28",
            List.of(
                "vcpu0 store d1.call_list.next: optee_std_call#0",
                "vcpu1 load d1.call_list.next: optee_std_call#0",
                "vcpu1 store optee_std_call#0.in_flight: 1",
                "vcpu0 load optee_std_call#0.in_flight: 1"),
            "call_count|optee_shm_buf|lock"),
        Arguments.of(
            "S56",
            List.of(
                "vcpu1 add-unless (volatile) d1.optee_shm_buf_count: 1 -> 2",
                "vcpu0 add-unless (volatile) d1.optee_shm_buf_count: 2"),
            "call_count|optee_shm_buf_list|lock"));
  }

  @ParameterizedTest
  @MethodSource("races")
  void a_slice_has_what_the_race_is_made_of_and_nothing_foreign(
      String id, List<String> steps, String foreign) {
    Explained explained = Explained.of(id);
    assertTrue(explained.slice().containsAll(steps), () -> String.join("\n", explained.slice()));
    assertTrue(explained.slice().size() < 40, () -> String.join("\n", explained.slice()));
    assertEquals(
        List.of(),
        explained.slice().stream().filter(step -> step.matches(".*" + foreign + ".*")).toList());
  }

  @Test
  void the_first_race_is_told_in_the_words_of_the_catalogue() {
    Explained explained = Explained.of("S01");
    assertEquals(
        List.of(
            "OP-TEE asks the guest for a buffer, by RPC",
            "Linux takes cookie 2",
            "the guest answers: a buffer with cookie 2",
            "Xen keeps optee_shm_buf#0 under cookie 2",
            "Xen puts optee_shm_buf#0 on optee_shm_buf_list",
            "Xen hands the message on",
            "OP-TEE asks the guest to free cookie 2, by RPC",
            "Linux frees cookie 2",
            "Linux takes cookie 2",
            "the guest registers a buffer under cookie 2",
            "Xen searches optee_shm_buf_list, and optee_shm_buf#0 is on it",
            "Xen compares cookies: that of optee_shm_buf#0 is 2",
            "allocate_optee_shm_buf returns ERR_PTR(-EEXIST)",
            "the answer is BAD_PARAMETERS",
            "the guest sees BAD_PARAMETERS"),
        explained.phrases(new OpteeCatalogue().glossary()));
    Counterexample found = explained.found();
    Story story = Story.of(found.steps(), explained.explanation(), new OpteeCatalogue().glossary());
    String text = StoryText.of(story, found.vcpus(), found.steps(), TextStyle.USUAL);
    assertTrue(text.lines().count() <= 21, text);
    Preemption preemption = explained.explanation().preemptions().get(0);
    assertEquals(29, preemption.window());
    Preemption.Late late = preemption.late().orElseThrow();
    assertEquals("list_del", preemption.ghosts().get(late.ghost()).function());
    assertEquals(
        "store d1.optee_shm_buf_list.next", preemption.ghosts().get(late.ghost()).operation());
  }

  static Stream<Arguments> stories() {
    return Stream.of(
        Arguments.of(
            "S03",
            List.of(
                "Linux takes cookie 1",
                "Xen keeps shm_rpc#0 under cookie 1",
                "Xen puts shm_rpc#0 on shm_rpc_list",
                "Xen looks up the page of shm_rpc#0: xen_page#1",
                "OP-TEE suspends thread 0 for an RPC",
                "OP-TEE resumes the thread",
                "Linux frees cookie 1",
                "the guest asks for a command to be run",
                "Xen allocates xen_page#2",
                "Xen copies the message",
                "Linux takes cookie 1",
                "Xen searches shm_rpc_list, and shm_rpc#0 is on it",
                "Xen compares cookies: that of shm_rpc#0 is 1",
                "allocate_and_pin_shm_rpc returns ERR_PTR(-EINVAL)",
                "the answer is OUT_OF_MEMORY",
                "the guest sees OUT_OF_MEMORY")),
        Arguments.of(
            "S28",
            List.of(
                "Xen allocates optee_std_call#0",
                "Xen puts optee_std_call#0 on call_list",
                "Xen puts optee_std_call#0 back: it is in flight no more",
                "Xen searches call_list, and optee_std_call#0 is on it",
                "optee_std_call#0 is not in flight",
                "Xen takes optee_std_call#0, which is now in flight",
                "Xen takes the last entry off call_list",
                "Xen frees optee_std_call#0, and it is in flight")),
        Arguments.of(
            "S56",
            List.of(
                "Xen counts the domain's buffers: 1, now 2",
                "the guest registers a buffer under cookie 1",
                "Xen finds the domain at its limit of 2 buffers",
                "allocate_optee_shm_buf returns ERR_PTR(-ENOMEM)",
                "the answer is OUT_OF_MEMORY",
                "the guest sees OUT_OF_MEMORY")));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void other_races_are_told_in_these_words_too(String id, List<String> story) {
    assertEquals(story, Explained.of(id).phrases(new OpteeCatalogue().glossary()));
  }

  @Test
  void the_page_of_the_first_race_is_small_and_always_the_same() {
    String page = page("S01");
    assertEquals(page, page("S01"));
    assertTrue(page.length() <= 300_000);
  }

  /** What a vCPU finds and leaves, with the names of the headers. */
  @ParameterizedTest
  @CsvSource({
    "4294901766, TEEC_ERROR_BAD_PARAMETERS",
    "4294901760, 4294901760",
    "42, 42",
    "SetHigh[index=2; value=4294901772], SetHigh[index=2; value=TEEC_ERROR_OUT_OF_MEMORY]",
    "SavedRpc[operation=5; first=0], SavedRpc[operation=RPC_FUNC_CMD; first=0]",
    "Registers[r0=2; r1=0], Registers[r0=RETURN_EBUSY; r1=0]",
    "CallResult[handled=true; registers=Registers[r0=4294901765],"
        + " CallResult[handled=true; registers=Registers[r0=RETURN_RPC_CMD]",
    "CallResult[handled=false; registers=Registers[r0=2], CallResult[handled=false;"
        + " registers=Registers[r0=2]",
    "Delivery[guest=Registers[r0=4294901762], Delivery[guest=Registers[r0=RETURN_RPC_FREE]",
    "words=[6; 0; 0; 4294967296; 522; 7], words=[RPC_CMD_SHM_ALLOC; 0; 0; 4294967296;"
        + " TMEM_OUTPUT|NONCONTIG; 7]",
    "words=[7; 0; -281449206906880; 4294967296; 1; 7],"
        + "words=[RPC_CMD_SHM_FREE; 0; TEEC_ERROR_BAD_PARAMETERS<<32; 4294967296; VALUE_INPUT; 7]",
    "words=[4; 0; 0; 4294967296; 522; 7], words=[CMD_REGISTER_SHM; 0; 0; 4294967296;"
        + " TMEM_OUTPUT|NONCONTIG; 7]",
    "words=[4; 0; 0; 4294967296; 1; 7], words=[RPC_CMD_WAIT_QUEUE; 0; 0; 4294967296;"
        + " VALUE_INPUT; 7]",
    "words=[4; 0; 0], words=[4; 0; 0]",
    "words=[1], words=[CMD_INVOKE_COMMAND]"
  })
  void numbers_have_names_where_it_is_clear_what_they_are(String value, String named) {
    Glossary glossary = new OpteeCatalogue().glossary();
    assertEquals(named.replace(';', ','), glossary.named(value.replace(';', ',')));
  }

  @Test
  void the_picture_of_the_first_race_is_drawn_from_it() throws IOException {
    Finding finding = finding("S01");
    assertEquals(
        Files.readString(Path.of("pictures/cookie-reuse.svg")),
        StorySvg.of(finding.trace(), finding.story()),
        "it is written anew by: make pictures");
  }

  @ParameterizedTest
  @ValueSource(strings = {"S03", "S28", "S56"})
  void the_data_of_a_race_is_as_its_schema_demands(String id) throws IOException {
    assertEquals(List.of(), Schemas.faults(Schemas.COUNTEREXAMPLE, data(id)));
  }

  private static String page(String id) {
    return HtmlPage.counterexample(id, data(id));
  }

  private static String data(String id) {
    return CounterexampleJson.of(finding(id));
  }

  private static Finding finding(String id) {
    Explained explained = Explained.of(id);
    Counterexample found = explained.found();
    Story story = Story.of(found.steps(), explained.explanation(), new OpteeCatalogue().glossary());
    String name =
        new OpteeCatalogue()
            .scenarios().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .name();
    TraceFile trace =
        TraceFile.of(
            id,
            name,
            new Configuration("xen-4.13", "locked", Optional.empty(), 2),
            "sc",
            Options.Build.DEBUG,
            found);
    Course course = Checker.of(explained.model()).course(found.schedule());
    return new Finding(
        trace, course, story, new OpteeCatalogue().glossary(), new SourceFiles(List.of()));
  }
}
