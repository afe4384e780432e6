package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BadInputTest {
  @TempDir Path directory = Path.of("");

  private static void assertRefused(String sentence, String... args) {
    assertEquals(new Run(ExitStatus.USAGE, "", "vcpucheck: " + sentence + "\n"), Run.of(args));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | a command must be given; --help shows them
          chek | the command must be one of list, check, suite, replay, greet: command=chek; did you mean check?
          frobnicate | the command must be one of list, check, suite, replay, greet: command=frobnicate
          --jason | the option must be one of the program's: option=--jason; --help shows them
          check | check needs a SCENARIO; --help shows how
          replay | replay needs a TRACE; --help shows how
          check petersen | the scenario must be in the catalogue: scenario=petersen; did you mean peterson?
          check T99 | the scenario must be in the catalogue: scenario=T99; did you mean T09?
          check something-else | the scenario must be in the catalogue: scenario=something-else; the command list shows all
          suite petersen | the scenario must be in the catalogue: scenario=petersen; did you mean peterson?
          check peterson extra | check takes no further argument: argument=extra
          check peterson --revison old | the option must be one of check's: option=--revison; did you mean --revision?
          check peterson --revison=old | the option must be one of check's: option=--revison=old; did you mean --revision?
          check peterson --revision | --revision needs a value; --help shows how
          check peterson --revision --full | --revision needs a value; --help shows how
          check peterson --revision old --revision new | --revision must be given at most once; leave all but one out
          check peterson --revision odl | the revision must be one of old, new, newest: revision=odl; did you mean old?
          check peterson --revision xen-4.13 | the revision must be one of old, new, newest: revision=xen-4.13
          check peterson --revision odl+PATIENCE | the revision must be one of old, new, newest: revision=odl; did you mean old?
          check peterson --revision old+COURTESSY | the fix or mutant must be one of COURTESY, PATIENCE, M-none: fix or mutant=COURTESSY; did you mean COURTESY?
          check peterson --revision old+ | a name must follow each + and ~ of a revision: revision=old+
          check peterson --revision new+COURTESY | a change that is added must not be there: change=COURTESY, revision=new+COURTESY
          check peterson --revision old~0123456 | a change that is taken away must be there: change=COURTESY, revision=old~0123456
          check peterson --revision old~M-none | a change that is taken away must be there: change=M-none, revision=old~M-none
          check peterson --revision old+PATIENCE~PATIENCE | a change must be named once in a revision: change=PATIENCE, revision=old+PATIENCE~PATIENCE
          check peterson --variant plane | the variant must be one of plain: variant=plane; did you mean plain?
          check peterson --mutant M-nome | the mutant must be one of M-none, without-COURTESY, without-PATIENCE: mutant=M-nome; did you mean M-none?
          check peterson --memory power | the memory must be one of sc, tso, rc11, arm64: memory=power
          check peterson --order bsf | the order must be one of bfs, dfs, switches, random: order=bsf; did you mean bfs?
          check peterson --store exakt | the store must be one of exact, collapsed, fingerprint: store=exakt; did you mean exact?
          check peterson --build debgu | the build must be one of debug, release: build=debgu; did you mean debug?
          check peterson --progress loud | the progress must be one of auto, plain, none: progress=loud
          check peterson --workers 257 | --workers must be at most 256: --workers=257; as many as there are processors is best
          check peterson --workers two | --workers must be a whole number from 1: --workers=two
          check peterson --vcpus 0 | --vcpus must be a whole number from 1: --vcpus=0
          check peterson --vcpus 65 | --vcpus must be at most 64: --vcpus=65
          check counter --vcpus 6 | the counter is for at most 5 vCPUs: vcpus=6; give it fewer
          check peterson --order random --store fingerprint | --order switches and --order random need whole states: --order=random, --store=fingerprint; choose --order bfs or dfs, or leave --store out
          check peterson --seed x | --seed must be a whole number of 64 bits: --seed=x
          check peterson --limit-states 1e6 | --limit-states must be a whole number from 1: --limit-states=1e6
          check peterson --limit-time 30 | --limit-time must be a time like 500ms, 30s, 5m or 2h: --limit-time=30
          check peterson --limit-time 0s | --limit-time must be a time like 500ms, 30s, 5m or 2h: --limit-time=0s
          check peterson --limit-memory 1t | --limit-memory must be an amount of memory like 64k, 512m or 4g: --limit-memory=1t
          check wrong-model | a model must be right: it is wrong
          suite only-large | a suite must have a verdict to check: expectations=0, large ones left out=1; add --large
          suite spinner | a suite must have a verdict to check: expectations=0, large ones left out=0; choose other scenarios
          """)
  void wrong_usage_is_told_in_one_sentence(String args, String sentence) {
    assertRefused(sentence, args.isEmpty() ? new String[0] : args.split(" ", -1));
  }

  @Test
  void output_must_go_to_a_directory_that_exists() {
    String file = directory.resolve("none/x.json").toString();
    for (String option : List.of("--json", "--trace")) {
      assertRefused(
          option
              + " must name a file in a directory that exists: "
              + option
              + "="
              + file
              + "; make the directory first",
          "check",
          "hog",
          option,
          file);
    }
  }

  @Test
  void output_must_not_be_a_directory() {
    assertRefused(
        "--junit must name a file, not a directory: --junit=" + directory,
        "suite",
        "peterson",
        "--junit",
        directory.toString());
  }

  @Test
  void outputs_must_differ() {
    String file = directory.resolve("x").toString();
    assertRefused(
        "--json and --trace must name different files: both=" + file,
        "check",
        "peterson",
        "--json",
        file,
        "--trace",
        file);
  }

  @Test
  void a_file_that_was_there_stays_when_writing_fails() throws IOException {
    Path parent = Files.createDirectory(directory.resolve("parent"));
    Path file = Files.writeString(parent.resolve("x.json"), "precious");
    OutputFile output = OutputFile.of("--json", file.toString());
    Path moved = Files.move(parent, directory.resolve("moved"));
    InputException refused = assertThrows(InputException.class, () -> output.write("new"));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("--json must name a file that can be written: --json="),
        refused.getMessage());
    try (Stream<Path> files = Files.list(moved)) {
      assertEquals(List.of("x.json"), files.map(f -> f.getFileName().toString()).toList());
    }
    assertEquals("precious", Files.readString(moved.resolve("x.json")));
  }

  @Test
  void output_replaces_a_file_as_a_whole() throws IOException {
    Path file = Files.writeString(directory.resolve("x.json"), "old");
    OutputFile output = OutputFile.of("--json", file.toString());
    assertEquals("old", Files.readString(file));
    output.write("new");
    assertEquals("new", Files.readString(file));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
  }
}
