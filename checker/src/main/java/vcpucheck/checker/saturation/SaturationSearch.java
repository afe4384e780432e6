package vcpucheck.checker.saturation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;

/**
 * Searches a scenario with one vCPU, with two, and so on, until a further one adds no local view, a
 * property is violated, or a search is cut.
 *
 * <p>That a further vCPU adds none is evidence that still more would add none, and no proof: views
 * leave out what they do not tell apart, and a world of three may have no room for what a world of
 * five does.
 */
public final class SaturationSearch {
  private final Scenario scenario;
  private final Configuration form;
  private final Options options;
  private final int most;

  /**
   * A search.
   *
   * @param form which form of the code; how many vCPUs it has does not matter
   * @param options how to search each number of vCPUs, under sequential consistency
   * @param most the most vCPUs
   */
  public SaturationSearch(Scenario scenario, Configuration form, Options options, int most) {
    this.scenario = scenario;
    this.form = form;
    this.options = options;
    this.most = most;
  }

  /**
   * Runs it.
   *
   * @param listeners told how far the search with a number of vCPUs is
   * @param end whether to stop before the next number
   * @throws IllegalArgumentException if the scenario is for none of the numbers of vCPUs
   */
  public SaturationReport run(IntFunction<ProgressListener> listeners, BooleanSupplier end) {
    List<SaturationReport.Round> rounds = new ArrayList<>();
    LocalViews.Seen seen = LocalViews.Seen.NONE;
    int largest = 0;
    Optional<IllegalArgumentException> refusal = Optional.empty();
    for (int vcpus = 1; vcpus <= most && !isDecided(rounds); vcpus++) {
      if (end.getAsBoolean()) {
        return report(rounds, Optional.of("it was interrupted"));
      }
      try {
        AtomicInteger program = new AtomicInteger();
        Model model = counting(scenario.alike(form.withVcpus(vcpus)), program);
        LocalViews views = views(model, vcpus, seen, listeners.apply(vcpus));
        if (program.get() > largest) {
          /* else the scenario has a number of vCPUs of its own */
          largest = program.get();
          seen = seen.and(views.seen());
          rounds.add(round(vcpus, views));
        }
      } catch (IllegalArgumentException e) {
        refusal = Optional.of(e);
      } catch (OutOfMemoryError e) {
        return report(rounds, Optional.of(Verdict.Incomplete.outOfMemory().reason()));
      }
    }
    if (rounds.isEmpty() && refusal.isPresent()) {
      throw refusal.get();
    }
    return report(rounds, Optional.empty());
  }

  private SaturationReport report(List<SaturationReport.Round> rounds, Optional<String> cut) {
    return new SaturationReport(
        scenario.id(), scenario.name(), form, options.reductions().blocks(), most, rounds, cut);
  }

  /** The model, which also says how many vCPUs its program has. */
  private static Model counting(Model model, AtomicInteger vcpus) {
    return memory -> {
      Program program = model.build(memory);
      vcpus.set(program.vcpus().size());
      return program;
    };
  }

  private LocalViews views(
      Model model, int vcpus, LocalViews.Seen seen, ProgressListener listener) {
    Options how = options.withUsual(scenario.reuse(form.withVcpus(vcpus)));
    return Checker.of(model).with(how).with(listener).views(seen);
  }

  private static SaturationReport.Round round(int vcpus, LocalViews views) {
    return new SaturationReport.Round(
        vcpus,
        views.result(),
        views.seen().ofOne().size(),
        views.seen().ofTwo().size(),
        views.added(),
        views.violated(),
        views.isExhaustive());
  }

  /** Whether more vCPUs are of no use. */
  private static boolean isDecided(List<SaturationReport.Round> rounds) {
    if (rounds.isEmpty()) {
      return false;
    }
    SaturationReport.Round last = rounds.get(rounds.size() - 1);
    return !last.isExhaustive()
        || !last.violated().isEmpty()
        || (rounds.size() > 1 && !last.added().isAny());
  }
}
