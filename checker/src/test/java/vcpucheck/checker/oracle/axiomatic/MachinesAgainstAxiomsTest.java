package vcpucheck.checker.oracle.axiomatic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;

/**
 * The machines end as the axioms of their memory models say: on the shapes, and on generated
 * programs, as many of each mix of instructions as the system properties {@code vcpucheck.litmus}
 * and {@code vcpucheck.litmus.arm64} say.
 */
final class MachinesAgainstAxiomsTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.litmus", 40);

  /* Promises take long. */
  private static final int ARM_PROGRAMS =
      Integer.getInteger("vcpucheck.litmus.arm64", PROGRAMS / 4);

  static Stream<Verdicts.Verdict> exact() {
    return Verdicts.all().filter(verdict -> verdict.model() != Axioms.AARCH64);
  }

  @ParameterizedTest
  @MethodSource("exact")
  void machines_agree_with_herd(Verdicts.Verdict verdict) {
    Shape shape = verdict.shape();
    Set<Outcome> ends =
        ends(shape.in(verdict.style()), MemoryModel.valueOf(verdict.model().name()), 1);
    assertEquals(verdict.isAllowed(), ends.stream().anyMatch(shape::isWeak), "allowed");
    assertEquals(verdict.outcomes(), ends.stream().map(shape::seen).distinct().count(), "outcomes");
  }

  @ParameterizedTest
  @CsvSource({
    "SC, false, false, false",
    "SC, true, true, true",
    "TSO, false, false, false",
    "TSO, true, true, true",
    "RC11, false, false, false",
    "RC11, true, false, true",
    "RC11, true, true, false"
  })
  void generated_programs_end_as_the_axioms_say(
      Axioms axioms, boolean isFenced, boolean isDependent, boolean isSequential) {
    LitmusGenerator.Ingredients with =
        new LitmusGenerator.Ingredients(isFenced, false, isDependent, false, isSequential);
    int weak = 0;
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      Litmus litmus = LitmusGenerator.generate(seed, with);
      Outcome.Judgement judgement = Outcome.judge(litmus, axioms, Axioms.SC, Axioms.AARCH64);
      Set<Outcome> found = ends(litmus, MemoryModel.valueOf(axioms.name()), 1);
      boolean hasGap = axioms == Axioms.RC11 && isFenced && isSequential;
      assertTrue(judgement.of(axioms).containsAll(found), "seed " + seed + "\n" + litmus);
      assertTrue(hasGap || judgement.of(axioms).equals(found), "seed " + seed + "\n" + litmus);
      Axioms other = axioms == Axioms.SC ? Axioms.AARCH64 : Axioms.SC;
      weak += judgement.of(other).equals(found) ? 0 : 1;
    }
    assertTrue(isFenced || weak > 0, "programs on which models differ: " + weak);
  }

  /** What the documentation says of a relaxed store after a sequentially consistent one. */
  @Test
  void rc11_misses_ends_that_arm64_has_where_sequential_stores_meet_full_fences() {
    Litmus litmus =
        LitmusGenerator.generate(
            120, new LitmusGenerator.Ingredients(true, false, false, false, true));
    Set<Outcome> allowed = Outcome.judge(litmus, Axioms.RC11).of(Axioms.RC11);
    Set<Outcome> missing = new HashSet<>(allowed);
    missing.removeAll(ends(litmus, MemoryModel.RC11, 1));
    assertEquals(7, missing.size());
    assertEquals(allowed, ends(litmus, MemoryModel.ARM64, 1));
  }

  static Stream<Verdicts.Verdict> arm() {
    return Verdicts.all().filter(verdict -> verdict.model() == Axioms.AARCH64);
  }

  /* Stores that are seen by all at once, or only in order, though nothing that is read says so. */
  private static final Set<String> WEAKER =
      Set.of(
          "IRIW, ACQUIRE and RELEASE",
          "IRIW, fences [ACQUIRE]",
          "TWO_PLUS_TWO_W, ACQUIRE and RELEASE",
          "TWO_PLUS_TWO_W, fences [STORE_STORE]",
          "WRC, fences [ACQUIRE]");

  @ParameterizedTest
  @MethodSource("arm")
  void arm_shows_all_that_herd_shows_and_little_more(Verdicts.Verdict verdict) {
    Shape shape = verdict.shape();
    Shape.Style style = verdict.style();
    Set<Outcome> ends = ends(shape.in(style), MemoryModel.ARM64, 1);
    String name =
        shape
            + ", "
            + (style.between().isEmpty()
                ? style.loads() + " and " + style.stores()
                : "fences " + style.between());
    boolean isAllowed = verdict.isAllowed() || WEAKER.contains(name);
    int outcomes = verdict.outcomes() + (WEAKER.contains(name) ? 1 : 0);
    assertEquals(isAllowed, ends.stream().anyMatch(shape::isWeak), name);
    assertEquals(outcomes, ends.stream().map(shape::seen).distinct().count(), name);
  }

  @ParameterizedTest
  @CsvSource({"false, false, false", "true, true, true", "true, false, false"})
  void arm_misses_no_end_and_adds_hardly_any_that_rc11_forbids_too(
      boolean isFenced, boolean isDependent, boolean isSequential) {
    LitmusGenerator.Ingredients with =
        new LitmusGenerator.Ingredients(isFenced, isFenced, isDependent, false, isSequential);
    int weaker = 0;
    for (long seed = 1; seed <= ARM_PROGRAMS; seed++) {
      Litmus litmus = LitmusGenerator.generate(seed, with);
      Outcome.Judgement judgement = Outcome.judge(litmus, Axioms.AARCH64, Axioms.RC11);
      Set<Outcome> found = ends(litmus, MemoryModel.ARM64, 1);
      Set<Outcome> missing = new HashSet<>(judgement.of(Axioms.AARCH64));
      missing.removeAll(found);
      assertEquals(Set.of(), missing, "seed " + seed + "\n" + litmus);
      found.removeAll(judgement.of(Axioms.AARCH64));
      found.removeAll(judgement.of(Axioms.RC11));
      weaker += found.isEmpty() ? 0 : 1;
    }
    assertTrue(weaker <= ARM_PROGRAMS / 100, "programs with ends that both forbid: " + weaker);
  }

  /** A later store passes a release store to the same location, and the load before that. */
  @Test
  void arm_has_stores_that_are_seen_before_a_release_store_to_the_same_location() {
    Litmus litmus =
        LitmusGenerator.generate(
            98, new LitmusGenerator.Ingredients(false, false, false, false, false));
    Set<Outcome> missing = new HashSet<>(Outcome.judge(litmus, Axioms.AARCH64).of(Axioms.AARCH64));
    missing.removeAll(ends(litmus, MemoryModel.ARM64, 1));
    assertEquals(Set.of(), missing);
  }

  /**
   * What the documentation says of a store whose value may come from another store as well: it is
   * seen early by virtue of the one, and comes from the other.
   */
  @Test
  void arm_has_ends_where_a_dependency_is_one_of_values() {
    Litmus litmus =
        LitmusGenerator.generate(
            791, new LitmusGenerator.Ingredients(true, true, true, false, true));
    Set<Outcome> found = ends(litmus, MemoryModel.ARM64, 1);
    Outcome.Judgement judgement = Outcome.judge(litmus, Axioms.AARCH64, Axioms.RC11);
    found.removeAll(judgement.of(Axioms.AARCH64));
    found.removeAll(judgement.of(Axioms.RC11));
    assertEquals(3, found.size());
  }

  @Test
  void several_workers_find_the_same() {
    LitmusGenerator.Ingredients with =
        new LitmusGenerator.Ingredients(true, true, true, false, true);
    for (long seed = 1; seed <= 3; seed++) {
      Litmus litmus = LitmusGenerator.generate(seed, with);
      for (MemoryModel model : MemoryModel.values()) {
        assertEquals(ends(litmus, model, 1), ends(litmus, model, 3), model + "\n" + litmus);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RC11", "ARM64"})
  void races_are_those_of_the_axioms(MemoryModel model) {
    int programs = model == MemoryModel.ARM64 ? ARM_PROGRAMS : PROGRAMS;
    int racy = 0;
    for (long seed = 1; seed <= programs; seed++) {
      LitmusGenerator.Ingredients with =
          new LitmusGenerator.Ingredients(true, false, seed % 2 == 0, true, seed % 3 == 0);
      Litmus litmus = LitmusGenerator.generate(seed, with);
      Outcome.Judgement judgement = Outcome.judge(litmus, Axioms.RC11);
      Outcomes found = outcomes(litmus, model, 1);
      boolean isRacy = found.violated().contains("no-data-race");
      assertEquals(judgement.isRacy(), isRacy, "seed " + seed + "\n" + litmus);
      if (!isRacy && model == MemoryModel.RC11) {
        Set<Outcome> ends = new LitmusModel(litmus).outcomes(found);
        boolean hasGap = with.isSequential();
        assertTrue(judgement.of(Axioms.RC11).containsAll(ends), "seed " + seed + "\n" + litmus);
        assertTrue(
            hasGap || judgement.of(Axioms.RC11).equals(ends), "seed " + seed + "\n" + litmus);
      }
      racy += isRacy ? 1 : 0;
    }
    assertTrue(racy > programs / 10 && racy < programs * 9 / 10, "racy programs: " + racy);
  }

  private static Set<Outcome> ends(Litmus litmus, MemoryModel model, int workers) {
    return new LitmusModel(litmus).outcomes(outcomes(litmus, model, workers));
  }

  private static Outcomes outcomes(Litmus litmus, MemoryModel model, int workers) {
    Options options = Options.defaults().with(model).withValidate(false).withWorkers(workers);
    return Checker.of(new LitmusModel(litmus)).with(options).outcomes();
  }
}
