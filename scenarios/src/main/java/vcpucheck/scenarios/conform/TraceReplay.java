package vcpucheck.scenarios.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.CallResult;
import vcpucheck.mediator.Mediator;
import vcpucheck.mediator.MediatorConfig;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Diagnostics;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.form.Form;

/** Replays one trace on a machine of its own. */
final class TraceReplay {
  /** As many hypervisor pages as a step may take: page lists of all parameters, and a shadow. */
  static final int MOST_PAGES_PER_STEP = Message.MAX_PARAMS + 1;

  /** As many hypervisor pages as a step usually takes, at most. */
  static final int USUAL_PAGES_PER_STEP = 8;

  private static final int MOST_FRAMES = 1 << 16;

  private final GoldenTrace trace;
  private final InjectedFailures failures = new InjectedFailures();
  private final List<String> events = new ArrayList<>();

  /** What the code has asked for in the step that is under way. */
  private final Set<String> decided = new TreeSet<>();

  private final ReplayedMachine machine;
  private final RecordedSecureWorld secureWorld;
  private final Mediator mediator;
  private final StateComparison state;
  private Optional<JsonCursor> stateAtVmDestroyed = Optional.empty();
  private boolean isVmDestroyed;

  /**
   * @param pagesPerStep how many hypervisor pages the machine has for each step; if they do not
   *     suffice, {@link #run} throws an {@link IllegalStateException}
   */
  TraceReplay(GoldenTrace trace, Form form, int pagesPerStep) {
    this.trace = trace;
    NativeMemory memory = NativeMemory.builder().choices(failures).assertions(text -> {}).build();
    int frames = trace.header().get("frames").index(MOST_FRAMES + 1);
    int xenPages = pagesPerStep * (trace.steps().size() + 1);
    machine = new ReplayedMachine(memory, domainId(trace), frames, xenPages);
    secureWorld = new RecordedSecureWorld(machine, this::compareAtVmDestroyed);
    mediator =
        new Mediator(
            machine.machine(),
            List.of(machine.domain()),
            secureWorld,
            config(trace, form, this::record, this::decide));
    state = new StateComparison(machine, mediator.context(machine.domain()));
  }

  private boolean decide(String decision, boolean way) {
    decided.add(decision);
    return way;
  }

  static MediatorConfig config(
      GoldenTrace trace, Form form, Diagnostics diagnostics, Behaviour.Decisions decisions) {
    JsonCursor header = trace.header();
    Limits limits = Limits.XEN.withThreads(header.get("threads").atLeast(1));
    int steps = trace.steps().size() + 1;
    int buffers = limits.buffers() + 1;
    return new MediatorConfig(
        form.behaviour(limits).withPreemptions(Integer.MAX_VALUE).with(decisions),
        form.variant(),
        new StructPools.Capacity(steps, steps, steps, buffers),
        MediatorConfig.Start.DOMAINS_NEW,
        diagnostics);
  }

  static Revision revision(JsonCursor rev) {
    return switch (rev.text()) {
      case "5b13eb1d97~1" -> Revision.XEN_4_13;
      case "5b13eb1d97" -> Revision.COMMIT_5B13EB1D97;
      case "5d2d5365ff~1" -> Revision.XEN_4_16;
      case "HEAD" -> Revision.XEN_4_22;
      default ->
          throw rev.fault(
              "a trace's revision must be 5b13eb1d97~1, 5b13eb1d97, 5d2d5365ff~1 or HEAD");
    };
  }

  /* One domain: wherever its number stands, it is the same. */
  static int domainId(GoldenTrace trace) {
    int id = -1;
    for (JsonCursor step : trace.steps()) {
      if (step.has("domainId")) {
        int next = step.get("domainId").index(1 << 16);
        if (id >= 0 && id != next) {
          throw step.get("domainId").fault("a trace must have one domain, here " + id);
        }
        id = next;
      }
    }
    return Math.max(id, 0);
  }

  private void record(Diagnostic diagnostic) {
    events.add(diagnostic.level().letter() + " " + diagnostic.label());
  }

  /** Replays the trace up to its end or the first difference. */
  Optional<Difference> run() {
    int step = 0;
    try {
      machine.setTypes(trace.header().get("frameTypes"));
      for (; step < trace.steps().size(); step++) {
        step(trace.steps().get(step));
      }
      compareEnd(trace.end(), machine, mediator.structs());
      return Optional.empty();
    } catch (Mismatch mismatch) {
      return difference(step, mismatch.field(), mismatch.expected(), mismatch.got());
    } catch (ViolationException violation) {
      return difference(step, "(execution)", "no violation", violation.toString());
    }
  }

  /** The fixes and mutants that the last step has asked for. */
  List<String> decided() {
    return List.copyOf(decided);
  }

  private Optional<Difference> difference(int step, String field, String expected, String got) {
    String name = trace.header().get("name").text();
    return Optional.of(
        new Difference(trace.file(), trace.number(), name, step, field, expected, got));
  }

  private void step(JsonCursor step) {
    prepare(machine, step);
    List<PageContent> before = machine.guestContents();
    failures.begin(step);
    events.clear();
    decided.clear();
    secureWorld.begin(step.get("smcs").list());
    stateAtVmDestroyed = step.find("stateAtVmDestroyed");
    isVmDestroyed = false;
    operate(mediator, machine.domain(), step);
    secureWorld.end();
    boolean isOfDomain = isVmDestroyed && !step.get("op").text().equals("probe");
    if (stateAtVmDestroyed.isPresent() != isOfDomain) {
      throw step.fault("a step has stateAtVmDestroyed exactly if it destroys the client");
    }
    compareGuestWrites(step, before);
    compareEvents(step);
    state.compare(step.get("state"));
  }

  /** Does what the guest and the toolstack do before a step. */
  static void prepare(ReplayedMachine machine, JsonCursor step) {
    for (JsonCursor frame : step.listOrEmpty("frames")) {
      RecordSchema.FRAME.check(frame);
      machine.setType(machine.guestPage(frame.get("page")).number(), frame.get("type"));
    }
    machine.write(step.listOrEmpty("writes"));
  }

  /** Does what a step does and compares what comes back. */
  static void operate(Mediator mediator, Domain domain, JsonCursor step) {
    JsonCursor operation = step.get("op");
    switch (operation.text()) {
      case "probe" -> Mismatch.check("found", step.get("found").flag(), mediator.probe());
      case "domainInit" -> compareResult(step, mediator.domainInit(domain));
      case "smc" -> call(mediator, domain, step);
      case "relinquish" -> compareResult(step, mediator.relinquish(domain));
      default -> throw operation.fault("an operation must be probe, domainInit, smc or relinquish");
    }
  }

  private static void compareResult(JsonCursor step, Errno error) {
    String name =
        switch (error) {
          case OK -> "ok";
          case ENOMEM -> "nomem";
          case ENODEV -> "nodev";
          case ERESTART -> "restart";
          case EEXIST, EINVAL, ENOSPC -> error.toString();
        };
    Mismatch.check("rc", step.get("rc").text(), name);
  }

  private static void call(Mediator mediator, Domain domain, JsonCursor step) {
    CallResult result = mediator.handleCall(domain, registers(step.get("in").registers(8)));
    Mismatch.check("handled", step.get("handled").flag(), result.handled());
    step.get("out").registers(8);
    List<JsonCursor> out = step.get("out").list();
    for (int number = 0; number < out.size(); number++) {
      Mismatch.checkHex(out.get(number), result.registers().get(number));
    }
  }

  private static Registers registers(List<Long> in) {
    return new Registers(
        in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5), in.get(6), in.get(7));
  }

  private void compareGuestWrites(JsonCursor step, List<PageContent> before) {
    Map<String, String> expected = new TreeMap<>();
    for (JsonCursor write : step.listOrEmpty("guestWrites")) {
      RecordSchema.GUEST_WRITE.check(write);
      int page = machine.guestPage(write.get("page")).number();
      write
          .get("w")
          .numbered(PageContent.WORDS)
          .forEach((index, value) -> expected.put(page + "." + index, Mismatch.hex(value.hex())));
    }
    List<PageContent> after = machine.guestContents();
    Map<String, String> got = new TreeMap<>();
    for (int page = 0; page < after.size(); page++) {
      for (int index = 0; index < PageContent.WORDS; index++) {
        if (after.get(page).word(index) != before.get(page).word(index)) {
          got.put(page + "." + index, Mismatch.hex(after.get(page).word(index)));
        }
      }
    }
    Mismatch.check("guestWrites", expected, got);
  }

  private void compareEvents(JsonCursor step) {
    List<String> expected = new ArrayList<>();
    for (JsonCursor event : step.listOrEmpty("events")) {
      RecordSchema.EVENT.check(event);
      expected.add(event.get("level").text() + " " + event.get("what").text());
    }
    Mismatch.check("events", expected, events);
  }

  private void compareAtVmDestroyed() {
    isVmDestroyed = true;
    stateAtVmDestroyed.ifPresent(state::compare);
  }

  /** Compares what is left at the end of a trace. */
  static void compareEnd(JsonCursor end, ReplayedMachine machine, StructPools structs) {
    Mismatch.check("xenPagesLeaked", end.get("xenPagesLeaked").count(), machine.liveXenPages());
    int objects =
        allocated(structs.contexts())
            + allocated(structs.calls())
            + allocated(structs.rpcs())
            + allocated(structs.buffers());
    Mismatch.check("xenObjectsLeaked", end.get("xenObjectsLeaked").count(), objects);
  }

  private static <T> int allocated(Slab<T> slab) {
    int count = 0;
    for (int index = 0; index < slab.capacity(); index++) {
      if (slab.isAllocated(slab.slot(index))) {
        count++;
      }
    }
    return count;
  }
}
