package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.cli.spi.ExitStatus;

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
          chek | the command must be one of list, check, suite, compare, port, repair, history, verify, orderings, saturate, replay, explore, greet, completion, manual, help: command=chek; did you mean check?
          frobnicate | the command must be one of list, check, suite, compare, port, repair, history, verify, orderings, saturate, replay, explore, greet, completion, manual, help: command=frobnicate
          --jason | the option must be one of the program's: option=--jason; --help shows them
          check | check needs a SCENARIO; --help shows how
          replay | replay needs a TRACE; --help shows how
          explore | explore must be given one of SCENARIO, --trace and --at: it is given 0
          explore peterson --at 1:T01:old:plain,2,sc,debug:: | explore must be given one of SCENARIO, --trace and --at: it is given 2
          explore petersen | the scenario must be in the catalogue: scenario=petersen; did you mean peterson?
          explore peterson --port 65536 | --port must be at most 65535: --port=65536
          explore peterson --idle soon | --idle must be a time like 500ms, 30s, 5m or 1h30m: --idle=soon
          explore peterson --limit-states 0 | --limit-states must be a whole number from 1: --limit-states=0
          explore peterson --sources no-such-directory | --sources must be a directory: --sources=no-such-directory
          explore --at here | a position must begin with 1: and have 6 parts: found=here
          explore --at 1:T01:old:plain,2,sc,debug:0x1:0000 | the code must do what it did when the position was noted, but from step 1 on something else is done
          explore --at 1:T01:old:plain,2,sc,debug:: --revision new | a trace and a position say which form they are of; leave out --revision, --variant, --mutant, --memory and --vcpus
          explore --trace no-such.trace | the trace must exist: file=no-such.trace; check writes one with --trace
          explore wrong-model | a model must be right: it is wrong
          port --from old --to new | port needs a SCENARIO; --help shows how
          port --from old --to new peterson --json - --markdown - | --json and --markdown must name different files: both=-
          repair | repair needs a SCENARIO; --help shows how
          repair petersen | the scenario must be in the catalogue: scenario=petersen; did you mean peterson?
          repair peterson --keep petersen | the scenario must be in the catalogue: scenario=petersen; did you mean peterson?
          repair peterson --without COURTESSY | the fix or mutant must be one of COURTESY, PATIENCE, M-none: fix or mutant=COURTESSY; did you mean COURTESY?
          repair peterson --most-parts 0 | --most-parts must be a whole number from 1: --most-parts=0
          repair peterson --deadline soon | --deadline must be a time like 500ms, 30s, 5m or 1h30m: --deadline=soon
          history petersen | the scenario must be in the catalogue: scenario=petersen; did you mean peterson?
          history peterson --quiet --markdown page.md | --quiet and --markdown must not be given together; leave one of them out
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
          check peterson --store exakt | the store must be one of exact, collapsed, disk, fingerprint: store=exakt; did you mean exact?
          check peterson --build debgu | the build must be one of debug, release: build=debgu; did you mean debug?
          check peterson --progress loud | the progress must be one of auto, plain, none: progress=loud
          check peterson --workers 257 | --workers must be at most 256: --workers=257; as many as there are processors is best
          check peterson --workers two | --workers must be a whole number from 1: --workers=two
          check peterson --vcpus 0 | --vcpus must be a whole number from 1: --vcpus=0
          check peterson --vcpus 65 | --vcpus must be at most 64: --vcpus=65
          check counter --vcpus 6 | the counter is for at most 5 vCPUs: vcpus=6; give it fewer
          check peterson --order random --store fingerprint | --order switches and --order random need whole states: --order=random, --store=fingerprint; choose --order bfs or dfs, or leave --store out
          check peterson --store disk | livelocks and lock-freedom need the graph of all states in memory: store=DISK; use an exact store, or leave the property out
          check peterson --order random --seed x | --seed must be a whole number of 64 bits: --seed=x
          check peterson --limit-states 1e6 | --limit-states must be a whole number from 1: --limit-states=1e6
          check peterson --limit-time 30 | --limit-time must be a time like 500ms, 30s, 5m or 1h30m: --limit-time=30
          check peterson --limit-time 0s | --limit-time must be at least 1ms: --limit-time=0s
          check peterson --limit-memory 1x | --limit-memory must be an amount of memory like 64k, 512m, 4g or 1.5 MB: --limit-memory=1x
          check peterson --limit-memory 0 | --limit-memory must be at least 1 byte: --limit-memory=0
          check x --full=yes | --full takes no value: --full=yes; leave the value out
          list --quiet=no | --quiet takes no value: --quiet=no; leave the value out
          -- list | a command must come before "--": command=list; leave the "--" out
          check x -x | the option must be one of check's: option=-x; --help shows them
          help chek | the command must be one of list, check, suite, compare, port, repair, history, verify, orderings, saturate, replay, explore and 4 more: command=chek; did you mean check?
          check peterson --seed 5 | --seed must go with --order random: --order=bfs; leave --seed out
          check peterson --order random --count-up-to 7 | --count-up-to must not go with --order random, which covers no whole graph of states; leave --count-up-to out
          check peterson --no-reduction --no-blocks | --no-blocks must not go with --no-reduction, which includes it; leave one of them out
          check peterson --no-reduction --no-fuse --no-symmetry --no-scout | --no-fuse and --no-symmetry and --no-scout must not go with --no-reduction, which includes it; leave one of them out
          check peterson --no-blocks --no-profile | --no-profile must not go with --no-blocks, which includes it; leave one of them out
          check peterson --quiet --full | --quiet and --full must not be given together; leave one of them out
          check peterson --story --full | --full and --story must not be given together; leave one of them out
          check peterson --memory tso --export promela x | --export promela writes what is explored under sc: memory=tso; leave it out
          check peterson --memory arm64 --export aldebaran x | --export aldebaran writes what is explored under sc: memory=arm64; leave it out
          check peterson --all-violations --html x.html | --all-violations needs states whole, is not saved, and writes a list and no trace, story or page: leave out --story or --html; check without it shows the first violation
          check peterson -q --progress plain | --quiet and --progress must not be given together; leave one of them out
          check peterson --width 39 | --width must be at least 40: --width=39
          check peterson --width wide | --width must be a whole number from 1: --width=wide
          check peterson --checkpoint - | --checkpoint must name a file, not standard output: --checkpoint=-
          check peterson --json - --trace - | --json and --trace must name different files: both=-
          check peterson --limit-time 9223372036854775807h | --limit-time must be at most 36500d: --limit-time=9223372036854775807h
          check peterson --limit-memory 999999999999999g | --limit-memory must be at most 9223372036854775807 bytes: --limit-memory=999999999999999g
          check peterson --limit-states 9223372036854775808 | --limit-states must be at most 9223372036854775807: --limit-states=9223372036854775808
          check peterson --master local[2] | --master needs the artifact checker-cluster and Spark on the class path: --master=local[2]; get them as checker/CLUSTER.md says, or leave --master out
          check peterson --master spark://host:7077 | --work must go with --master, unless that is local: --master=spark://host:7077; add --work DIR, which all machines see
          check peterson --work states | --work must go with --master: --work=states; leave --work out
          check peterson --small-level 7 | --small-level must go with --master: --small-level=7; leave --small-level out
          check peterson --master local --memory tso | --master searches breadth first and under sc, in files of its own, up to the first violation: --master=local; leave out --memory, --order, --store, --workers, --all-violations and --export of searches
          check peterson --master local --export aldebaran elsewhere.aut | --master searches breadth first and under sc, in files of its own, up to the first violation: --master=local; leave out --memory, --order, --store, --workers, --all-violations and --export of searches
          suite --revision odl | the revision must be one of old, new, newest: revision=odl; did you mean old?
          suite --shard 3/2 | --shard must be I/N, from 1/N to N/N: --shard=3/2; four machines take 1/4 to 4/4
          suite --shard 0/2 | --shard must be I/N, from 1/N to N/N: --shard=0/2; four machines take 1/4 to 4/4
          suite --shard half | --shard must be I/N, from 1/N to N/N: --shard=half; four machines take 1/4 to 4/4
          suite treiber --revision newest | a suite must have a verdict to check: scenarios=1, revision=newest, large ones left out=0; choose otherwise
          suite treiber --mutant M-none | a suite must have a verdict to check: scenarios=1, mutant=M-none, large ones left out=0; choose otherwise
          suite treiber --shard 3/3 | a suite must have a verdict to check: scenarios=1, shard=3/3, large ones left out=0; choose otherwise
          check wrong-model | a model must be right: it is wrong
          suite only-large | a suite must have a verdict to check: scenarios=1, large ones left out=1; add --large
          suite spinner | a suite must have a verdict to check: scenarios=1, large ones left out=0; choose otherwise
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
}
