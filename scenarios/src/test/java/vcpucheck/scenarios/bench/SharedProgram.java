package vcpucheck.scenarios.bench;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.model.Model;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.OpteeCatalogue;

/**
 * A program that both this checker and Lincheck run.
 *
 * @param name what it is called in results
 * @param threads how Lincheck runs it
 * @param vcpus how many vCPUs it has
 * @param hasDefect whether something can go wrong
 * @param executions how often, at most, Lincheck runs it
 */
record SharedProgram(
    String name,
    Model model,
    Class<? extends OnThreads> threads,
    int vcpus,
    boolean hasDefect,
    int executions) {
  static final SharedProgram LOST_UPDATE =
      new SharedProgram(
          "lost update 2", new LostUpdate(2), OnThreads.LostUpdates.class, 2, true, 1_000);
  static final SharedProgram UNMARKED =
      new SharedProgram(
          "Harris-Michael set 3 without marks",
          new HarrisMichaelSet(3, false),
          OnThreads.Unmarked.class,
          3,
          true,
          1_000);
  static final SharedProgram UNTAGGED =
      new SharedProgram(
          "Treiber stack 3 without tags",
          new TreiberStack(3, false),
          OnThreads.Untagged.class,
          3,
          true,
          1_000);
  static final SharedProgram COOKIE_REUSE =
      new SharedProgram(
          "S01 cookie-reuse on xen-4.13",
          cookieReuse(Revision.XEN_4_13),
          OnThreads.CookieReuse413.class,
          2,
          true,
          1_000);
  static final SharedProgram COOKIE_REUSE_FIXED =
      new SharedProgram(
          "S01 cookie-reuse on xen-4.14",
          cookieReuse(Revision.XEN_4_14),
          OnThreads.CookieReuse414.class,
          2,
          false,
          50);
  static final SharedProgram SMALL_COUNTER =
      new SharedProgram(
          "CAS counter 2 x 2",
          new CasCounter(2, 2),
          OnThreads.SmallCounter.class,
          2,
          false,
          10_000);
  static final SharedProgram COUNTER =
      new SharedProgram(
          "CAS counter 4 x 6", new CasCounter(4, 6), OnThreads.Counter.class, 4, false, 1_000);

  /** All of them. */
  static final List<SharedProgram> ALL =
      List.of(
          LOST_UPDATE,
          UNMARKED,
          UNTAGGED,
          COOKIE_REUSE,
          COOKIE_REUSE_FIXED,
          SMALL_COUNTER,
          COUNTER);

  private static Model cookieReuse(Revision revision) {
    Scenario scenario =
        new OpteeCatalogue()
            .scenarios().stream()
                .filter(some -> some.name().equals("cookie-reuse"))
                .findFirst()
                .orElseThrow();
    return scenario.model(
        new Configuration(revision.label(), Variant.LOCKED.label(), Optional.empty(), 2));
  }

  /** The program with a name. */
  static SharedProgram named(String name) {
    return ALL.stream().filter(program -> program.name().equals(name)).findFirst().orElseThrow();
  }
}
