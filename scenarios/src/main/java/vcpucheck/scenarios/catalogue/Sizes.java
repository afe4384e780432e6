package vcpucheck.scenarios.catalogue;

import java.util.List;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.xen.StageTwo;
import vcpucheck.scenarios.tee.Script;

/**
 * How small the world of a scenario is.
 *
 * @param vcpus vCPUs that make calls
 * @param threads threads of OP-TEE, and so calls in progress
 * @param cookies shared-memory structs that the guest has at once
 * @param pages pages of each buffer
 * @param limits the mediator's limits
 * @param caches whether OP-TEE keeps argument pages
 * @param scripts what commands ask for
 * @param pagesMove whether guest pages come and go
 * @param teeFailures how many message pages OP-TEE cannot map
 * @param waits whether calls that find every thread busy wait
 */
record Sizes(
    int vcpus,
    int threads,
    int cookies,
    int pages,
    Limits limits,
    boolean caches,
    List<Script> scripts,
    boolean pagesMove,
    int teeFailures,
    boolean waits) {
  private static final Limits SMALL = new Limits(1, 3, 2, 5, 2);

  Sizes {
    scripts = List.copyOf(scripts);
  }

  /** One thread per vCPU, one page per buffer, cached argument pages, no scripts. */
  static Sizes of(int vcpus, int cookies) {
    return new Sizes(
        vcpus, vcpus, cookies, 1, SMALL.withThreads(vcpus), true, List.of(), false, 0, false);
  }

  Sizes withThreads(int count) {
    return new Sizes(
        vcpus,
        count,
        cookies,
        pages,
        limits.withThreads(count),
        caches,
        scripts,
        pagesMove,
        teeFailures,
        waits);
  }

  Sizes withPages(int count) {
    return new Sizes(
        vcpus, threads, cookies, count, limits, caches, scripts, pagesMove, teeFailures, waits);
  }

  Sizes withLimits(Limits other) {
    return new Sizes(
        vcpus,
        threads,
        cookies,
        pages,
        other.withThreads(threads),
        caches,
        scripts,
        pagesMove,
        teeFailures,
        waits);
  }

  Sizes withoutCache() {
    return new Sizes(
        vcpus, threads, cookies, pages, limits, false, scripts, pagesMove, teeFailures, waits);
  }

  Sizes withScripts(Script... some) {
    return new Sizes(
        vcpus,
        threads,
        cookies,
        pages,
        limits,
        caches,
        List.of(some),
        pagesMove,
        teeFailures,
        waits);
  }

  Sizes withMovingPages() {
    return new Sizes(
        vcpus, threads, cookies, pages, limits, caches, scripts, true, teeFailures, waits);
  }

  Sizes withTeeFailures(int count) {
    return new Sizes(
        vcpus, threads, cookies, pages, limits, caches, scripts, pagesMove, count, waits);
  }

  Sizes withWaiting() {
    return new Sizes(
        vcpus, threads, cookies, pages, limits, caches, scripts, pagesMove, teeFailures, true);
  }

  StageTwo.Kind kind() {
    return pagesMove ? StageTwo.Kind.CHANGING : StageTwo.Kind.FIXED;
  }
}
