package vcpucheck.scenarios.world;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vcpucheck.mediator.MediatorConfig;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.xen.StageTwo;
import vcpucheck.scenarios.form.Form;
import vcpucheck.scenarios.guest.GuestSizes;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.tee.TeeConfig;

/** How small the world of a scenario is: a few of everything, unless said otherwise. */
public final class WorldSize {
  private static final int LIST_ENTRIES = 2;

  private final int vcpus;
  private final int cookies;
  private int threads;
  private int domains = 1;
  private int pages = 1;
  private OptionalInt pagesAllowed = OptionalInt.empty();
  private int buffers = 3;
  private int pageQuota = 7;
  private boolean caches = true;
  private List<Script> scripts = List.of();
  private Optional<TeeConfig.Conduct> anyLegal = Optional.empty();
  private StageTwo.Kind kind = StageTwo.Kind.FIXED;
  private int teeFailures;
  private int allocationFailures;
  private int preemptions;
  private boolean waits;
  private boolean queuesLate;
  private boolean tornCopies;
  private MediatorConfig.Start start = MediatorConfig.Start.DOMAINS_READY;
  private long ramBase = 0x4000_0000L;

  /**
   * One thread per vCPU, one page per buffer, room for every buffer, cached argument pages.
   *
   * @param vcpus vCPUs that make calls
   * @param cookies shared-memory structs that the guest has at once
   */
  public WorldSize(int vcpus, int cookies) {
    this.vcpus = vcpus;
    this.cookies = cookies;
    threads = vcpus;
  }

  /** Sets the number of OP-TEE's threads, and so of calls in progress. */
  public WorldSize threads(int count) {
    threads = count;
    return this;
  }

  /** Sets the number of guests, all alike. */
  public WorldSize domains(int count) {
    domains = count;
    return this;
  }

  /** Sets the number of pages in each buffer. */
  public WorldSize pages(int count) {
    pages = count;
    return this;
  }

  /** Sets the mediator's limit of pages per buffer; without, every buffer fits. */
  public WorldSize pagesAllowed(int count) {
    pagesAllowed = OptionalInt.of(count);
    return this;
  }

  /** Sets the mediator's limit of buffers. */
  public WorldSize buffers(int count) {
    buffers = count;
    return this;
  }

  /** Sets the mediator's limit of pages, which a sum of pages stays below. */
  public WorldSize pageQuota(int count) {
    pageQuota = count;
    return this;
  }

  /** With an OP-TEE that gives argument pages back at the end of each call. */
  public WorldSize withoutCache() {
    caches = false;
    return this;
  }

  /** With commands that ask for something. */
  public WorldSize scripts(Script... some) {
    scripts = List.of(some);
    return this;
  }

  /**
   * With an OP-TEE that does anything that the protocol allows.
   *
   * @param requests how many times, at most, a call asks for something
   * @param refusals by what a0 calls may be refused although there is a thread for them
   */
  public WorldSize anyLegal(int requests, Long... refusals) {
    anyLegal = Optional.of(new TeeConfig.AnyLegal(requests, List.of(refusals)));
    return this;
  }

  /** With guest pages that come and go. */
  public WorldSize movingPages() {
    kind = StageTwo.Kind.CHANGING;
    return this;
  }

  /** Sets how many message pages OP-TEE fails to map. */
  public WorldSize teeFailures(int count) {
    teeFailures = count;
    return this;
  }

  /** Sets how many of Xen's allocations may fail. */
  public WorldSize allocationFailures(int count) {
    allocationFailures = count;
    return this;
  }

  /** Sets how many preemptions of a domain's destruction there may be. */
  public WorldSize preemptions(int count) {
    preemptions = count;
    return this;
  }

  /** With calls that wait for a thread. */
  public WorldSize waiting() {
    waits = true;
    return this;
  }

  /** With calls that wait for a thread, but queue too late. */
  public WorldSize waitingTooLate() {
    queuesLate = true;
    return waiting();
  }

  /** With copies of guest memory that go word by word. */
  public WorldSize tornCopies() {
    tornCopies = true;
    return this;
  }

  /** With a domain that the mediator and OP-TEE do not know yet. */
  public WorldSize newDomain() {
    start = MediatorConfig.Start.DOMAINS_NEW;
    return this;
  }

  /** With RAM from a guest-physical address on. */
  public WorldSize ramBase(long address) {
    ramBase = address;
    return this;
  }

  int vcpus() {
    return vcpus;
  }

  int threads() {
    return threads;
  }

  int cookies() {
    return cookies;
  }

  int domains() {
    return domains;
  }

  int pages() {
    return pages;
  }

  long ramBase() {
    return ramBase;
  }

  int allocationFailures() {
    return allocationFailures;
  }

  MediatorConfig.Start start() {
    return start;
  }

  StageTwo.Kind kind() {
    return kind;
  }

  Limits limits() {
    int allowed = pagesAllowed.orElse(Math.max(2, pages));
    return new Limits(threads, buffers, allowed, pageQuota, LIST_ENTRIES);
  }

  Behaviour behaviour(Form form) {
    return form.behaviour(limits()).withPreemptions(preemptions).withTornCopies(tornCopies);
  }

  GuestSizes guest() {
    return new GuestSizes(vcpus, cookies, pages, LIST_ENTRIES, threads, waits, queuesLate);
  }

  TeeConfig tee() {
    return new TeeConfig(
        threads,
        caches,
        LIST_ENTRIES,
        anyLegal.orElseGet(() -> new TeeConfig.Scripted(scripts, teeFailures)));
  }

  /** Pages that the Xen heap needs: messages, argument pages, page lists. */
  int xenPages() {
    int lists = (pages + LIST_ENTRIES - 1) / LIST_ENTRIES;
    return domains * (vcpus + 2 * threads + (1 + lists) * cookies);
  }
}
