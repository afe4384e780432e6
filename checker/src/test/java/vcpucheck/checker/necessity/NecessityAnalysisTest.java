package vcpucheck.checker.necessity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.necessity.SiteNeed.Need;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.Strength;
import vcpucheck.checker.ordering.Weakening;

/** Orderings whose need is known from the literature, and some that nobody needs. */
final class NecessityAnalysisTest {
  /** A message is passed through a flag. */
  private static Model message(Access store, Access load) {
    return memory -> {
      IntCell data = memory.intCell("data");
      IntCell flag = memory.intCell("flag");
      return Program.of(
          List.of(
              Vcpu.of(
                  "writer",
                  () -> {
                    data.set(1);
                    flag.set(1, store);
                  }),
              Vcpu.of(
                  "reader",
                  () -> {
                    if (flag.get(load) == 1) {
                      data.get();
                    }
                  })),
          Property.noDataRace());
    };
  }

  /** Each of two vCPUs writes one cell and reads the other's; not both miss the other's store. */
  private static Model storeBuffering(Fence fence) {
    return memory -> {
      IntCell x = memory.intCell("x");
      IntCell y = memory.intCell("y");
      List<IntCell> seen = List.of(memory.intCell("seen0"), memory.intCell("seen1"));
      return Program.of(
          List.of(
              Vcpu.of(
                  "a",
                  () -> {
                    x.set(1, Access.OPAQUE);
                    memory.fence(fence);
                    seen.get(0).set(y.get(Access.OPAQUE), Access.OPAQUE);
                  }),
              Vcpu.of(
                  "b",
                  () -> {
                    y.set(1, Access.OPAQUE);
                    memory.fence(fence);
                    seen.get(1).set(x.get(Access.OPAQUE), Access.OPAQUE);
                  })),
          Property.atEnd(
              "one sees the other",
              () ->
                  seen.get(0).get(Access.OPAQUE) + seen.get(1).get(Access.OPAQUE) > 0
                      ? Optional.empty()
                      : Optional.of("neither has")));
    };
  }

  private static Model testAndSet(Access lock, Access unlock) {
    return memory -> {
      IntCell taken = memory.intCell("taken");
      IntCell data = memory.intCell("data");
      Runnable body =
          () -> {
            memory.<Integer, Integer>loop(
                0,
                again -> taken.compareAndSet(0, 1, lock) ? Iteration.done(0) : Iteration.again(0));
            data.set(data.get() + 1);
            taken.set(0, unlock);
          };
      return Program.of(
          List.of(Vcpu.of("a", body), Vcpu.of("b", body)),
          Property.noDataRace(),
          Property.atEnd(
              "both count",
              () -> data.get() == 2 ? Optional.empty() : Optional.of("data=" + data.get())));
    };
  }

  private static Necessity analyse(Model model, MemoryModel memory) {
    return new NecessityAnalysis(
            model, Options.defaults().with(memory), ProgressListener.NONE, () -> false)
        .run();
  }

  private static List<Need> needs(Necessity necessity) {
    return necessity.sites().stream().map(SiteNeed::need).toList();
  }

  private static List<Strength> minimum(Necessity necessity) {
    return List.copyOf(necessity.minimum().orElseThrow().values());
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"RC11", "ARM64"})
  void a_message_needs_release_and_acquire(MemoryModel memory) {
    Necessity necessity = analyse(message(Access.RELEASE, Access.ACQUIRE), memory);

    assertEquals(List.of(Need.NEEDED, Need.NEEDED), needs(necessity));
    assertEquals(List.of(Strength.RELEASE, Strength.ACQUIRE), minimum(necessity));
    Trial trial = necessity.sites().get(0).trials().get(0);
    assertTrue(trial.reason().startsWith("no-data-race: "), trial.reason());
    assertTrue(trial.trace().isPresent());
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"RC11", "ARM64"})
  void a_message_needs_no_more_than_release_and_acquire(MemoryModel memory) {
    Necessity necessity = analyse(message(Access.VOLATILE, Access.VOLATILE), memory);

    assertEquals(List.of(Need.RELAXABLE, Need.RELAXABLE), needs(necessity));
    assertEquals(List.of(Strength.RELEASE, Strength.ACQUIRE), minimum(necessity));
  }

  @Test
  void under_tso_a_message_needs_nothing() {
    Necessity necessity = analyse(flagOnly(), MemoryModel.TSO);

    assertEquals(List.of(Need.NOT_DISTINGUISHED, Need.NOT_DISTINGUISHED), needs(necessity));
    assertEquals(List.of(Strength.OPAQUE, Strength.OPAQUE), minimum(necessity));
  }

  /** As {@link #message}, with accesses that may race, and an outcome to be observed. */
  private static Model flagOnly() {
    return memory -> {
      IntCell data = memory.intCell("data");
      IntCell flag = memory.intCell("flag");
      IntCell seen = memory.intCell("seen");
      return Program.of(
          List.of(
              Vcpu.of(
                  "writer",
                  () -> {
                    data.set(1, Access.OPAQUE);
                    flag.set(1, Access.RELEASE);
                  }),
              Vcpu.of(
                  "reader",
                  () -> {
                    int before = flag.get(Access.ACQUIRE);
                    seen.set(10 * before + data.get(Access.OPAQUE), Access.OPAQUE);
                  })),
          Property.observable("seen", () -> String.valueOf(seen.get(Access.OPAQUE))));
    };
  }

  @Test
  void a_new_outcome_shows_the_need_where_no_property_does() {
    Necessity necessity = analyse(flagOnly(), MemoryModel.ARM64);

    assertEquals(List.of(Need.NEEDED, Need.NEEDED), needs(necessity));
    assertEquals("a new outcome: {seen=10}", necessity.sites().get(0).trials().get(0).reason());
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"TSO", "RC11", "ARM64"})
  void store_buffering_needs_full_fences(MemoryModel memory) {
    Necessity necessity = analyse(storeBuffering(Fence.FULL), memory);

    assertEquals(List.of(Need.NEEDED, Need.NEEDED), needs(necessity));
    assertEquals(
        List.of(Strength.RELEASE_FENCE, Strength.ACQUIRE_FENCE),
        necessity.sites().get(0).trials().stream().map(Trial::weaker).toList());
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"RC11", "ARM64"})
  void a_lock_needs_acquire_and_release_and_no_more(MemoryModel memory) {
    Necessity necessity = analyse(testAndSet(Access.VOLATILE, Access.VOLATILE), memory);

    assertEquals(List.of(Need.RELAXABLE, Need.RELAXABLE), needs(necessity));
    assertEquals(List.of(Strength.ACQUIRE, Strength.RELEASE), minimum(necessity));
  }

  @Test
  void sites_have_their_lines_and_kinds() {
    List<AccessSite> sites =
        analyse(testAndSet(Access.ACQUIRE, Access.RELEASE), MemoryModel.RC11).sites().stream()
            .map(SiteNeed::site)
            .toList();

    assertEquals(
        List.of(AccessSite.Kind.UPDATE, AccessSite.Kind.STORE),
        sites.stream().map(AccessSite::kind).toList());
    assertTrue(
        sites.stream().allMatch(site -> site.source().startsWith("NecessityAnalysisTest.java:")),
        () -> sites.toString());
  }

  /** Weaker code has more states; with as many as the code has, its search is cut. */
  @Test
  void a_limit_leaves_sites_undecided() {
    Model model = flagOnly();
    long states = Checker.of(model).memory(MemoryModel.ARM64).run().stats().states();
    Options options =
        Options.defaults().with(MemoryModel.ARM64).with(Limits.none().withStates(states));
    Necessity necessity =
        new NecessityAnalysis(model, options, ProgressListener.NONE, () -> false).run();

    assertEquals(VerdictKind.VERIFIED, necessity.base().kind());
    assertEquals(List.of(Need.UNDECIDED, Need.UNDECIDED), needs(necessity));
    assertEquals(Optional.empty(), necessity.minimum());
  }

  @Test
  void an_interruption_leaves_sites_undecided() {
    Options options = Options.defaults().with(MemoryModel.ARM64);
    Necessity necessity =
        new NecessityAnalysis(
                message(Access.RELEASE, Access.ACQUIRE), options, ProgressListener.NONE, () -> true)
            .run();

    assertEquals(List.of(Need.UNDECIDED, Need.UNDECIDED), needs(necessity));
    assertEquals(Optional.empty(), necessity.minimum());
    assertEquals(1, necessity.searches());
  }

  @Test
  void nothing_is_tried_on_code_that_is_wrong_as_it_is() {
    Necessity necessity = analyse(message(Access.OPAQUE, Access.ACQUIRE), MemoryModel.ARM64);

    assertEquals(VerdictKind.VIOLATED, necessity.base().kind());
    assertEquals(List.of(), necessity.sites());
    assertEquals(1, necessity.searches());
  }

  /** A property that is violated in the machine's order, of which no client knows, is left out. */
  @Test
  void needs_are_known_where_linearizability_is_violated() {
    Model strict =
        memory -> {
          Program program = message(Access.RELEASE, Access.ACQUIRE).build(memory);
          List<Property> properties = new ArrayList<>(program.properties());
          properties.add(
              Property.atEnd(
                  BuiltInProperty.LINEARIZABLE.label(), () -> Optional.of("in whatever order")));
          return new Program(program.vcpus(), properties, 0);
        };
    Necessity necessity = analyse(strict, MemoryModel.ARM64);

    assertTrue(necessity.leavesOutLinearizability());
    assertEquals(List.of(Need.NEEDED, Need.NEEDED), needs(necessity));
  }

  @Test
  void orderings_are_not_asked_for_under_sc() {
    assertThrows(
        IllegalArgumentException.class,
        () -> analyse(message(Access.RELEASE, Access.ACQUIRE), MemoryModel.SC));
  }

  /** What is weakened one by one is what the code says weaker. */
  @Test
  void a_weakened_model_is_the_model_with_weaker_orderings() {
    List<Access> loads = List.of(Access.VOLATILE, Access.ACQUIRE, Access.OPAQUE);
    List<Access> stores = List.of(Access.VOLATILE, Access.RELEASE, Access.OPAQUE);
    for (MemoryModel memory : List.of(MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64)) {
      Model strong = message(Access.VOLATILE, Access.VOLATILE);
      List<AccessSite> sites =
          analyse(strong, memory).sites().stream().map(SiteNeed::site).toList();
      AccessSite stored = site(sites, AccessSite.Kind.STORE);
      AccessSite loaded = site(sites, AccessSite.Kind.LOAD);
      for (Access store : stores) {
        for (Access load : loads) {
          Weakening weakening =
              Weakening.NONE
                  .with(stored, Strength.of(store).orElseThrow())
                  .with(loaded, Strength.of(load).orElseThrow());
          assertEquals(
              verdict(message(store, load), memory),
              verdict(new WeakenedModel(strong, weakening), memory),
              () -> memory + " " + store + " " + load);
        }
      }
    }
  }

  private static AccessSite site(List<AccessSite> sites, AccessSite.Kind kind) {
    return sites.stream().filter(site -> site.kind() == kind).findFirst().orElseThrow();
  }

  private static List<Object> verdict(Model model, MemoryModel memory) {
    var result = Checker.of(model).memory(memory).run();
    return List.of(result.verdict().kind(), result.stats().states(), result.stats().transitions());
  }

  @Test
  void strengths_end_at_the_weakest() {
    for (AccessSite.Kind kind : AccessSite.Kind.values()) {
      Strength strongest =
          switch (kind) {
            case FENCE -> Strength.FULL_FENCE;
            case LOCK -> Strength.LOCKED;
            case LOAD, STORE, UPDATE -> Strength.VOLATILE;
          };
      List<Strength> all = new ArrayList<>(List.of(strongest));
      for (int i = 0; i < all.size(); i++) {
        Stream<Strength> weaker = all.get(i).weaker(kind).stream();
        weaker.filter(one -> !all.contains(one)).forEach(all::add);
      }

      assertEquals(
          all.stream().filter(Strength::isWeakest).toList(),
          all.stream().filter(one -> one.weaker(kind).isEmpty()).toList());
    }
  }
}
