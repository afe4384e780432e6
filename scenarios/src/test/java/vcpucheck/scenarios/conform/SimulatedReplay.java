package vcpucheck.scenarios.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.Mediator;
import vcpucheck.mediator.SecureWorld;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.form.Form;

/**
 * A trace as the program of one simulated vCPU, a step of the trace being one of the vCPU's.
 *
 * <p>The vCPU compares what it gets: registers, the secure world's arguments, diagnostics. What
 * stands in memory, a property compares: at the end of each step and within each call of the secure
 * world, which two cells tell.
 */
final class SimulatedReplay implements SecureWorld {
  private static final String CONFORMS = "conformance";
  private static final int CALLS_PER_STEP = 1 << 12;
  private static final int PAGES_PER_STEP = 3;

  private final GoldenTrace trace;
  private final ScriptedMemory memory;
  private final ReplayedMachine machine;
  private final RecordedSecureWorld recorded;
  private final Mediator mediator;
  private final StateComparison state;
  private final List<List<PageContent>> contents;
  private final IntCell ended;
  private final IntCell inside;
  private final IntCell calls;
  private final IntCell events;

  private SimulatedReplay(GoldenTrace trace, Memory simulated) {
    this.trace = trace;
    memory = new ScriptedMemory(simulated, trace.steps());
    int frames = trace.header().get("frames").count();
    int pages = PAGES_PER_STEP * (trace.steps().size() + 1);
    machine = new ReplayedMachine(memory, TraceReplay.domainId(trace), frames, pages);
    machine.setTypes(trace.header().get("frameTypes"));
    contents = contents(frames);
    recorded = new RecordedSecureWorld(machine, () -> {});
    mediator =
        new Mediator(
            machine.machine(),
            List.of(machine.domain()),
            this,
            TraceReplay.config(
                trace,
                Form.of(Conformance.recorded(trace)),
                this::report,
                Behaviour.Decisions.NONE));
    state = new StateComparison(machine, mediator.context(machine.domain()));
    ended = memory.intCell("trace.ended", 0);
    inside = memory.intCell("trace.inside", 0);
    calls = memory.intCell("trace.calls", 0);
    events = memory.intCell("trace.events", 0);
  }

  /** The model of a trace. */
  static Program program(GoldenTrace trace, Memory memory) {
    SimulatedReplay replay = new SimulatedReplay(trace, memory);
    return Program.of(
        List.of(new Vcpu<>("trace", 0, replay::step)), Property.always(CONFORMS, replay::problem));
  }

  /* What guest memory must have at the end of each step follows from the trace alone. */
  private List<List<PageContent>> contents(int frames) {
    List<PageContent> now = new ArrayList<>();
    for (int page = 0; page < frames; page++) {
      now.add(PageContent.ZERO);
    }
    List<List<PageContent>> all = new ArrayList<>();
    for (JsonCursor step : trace.steps()) {
      write(now, step.listOrEmpty("writes"));
      write(now, step.listOrEmpty("guestWrites"));
      all.add(List.copyOf(now));
    }
    return all;
  }

  private static void write(List<PageContent> pages, List<JsonCursor> writes) {
    for (JsonCursor write : writes) {
      int page = write.get("page").index(pages.size());
      write
          .get("w")
          .numbered(PageContent.WORDS)
          .forEach((index, word) -> pages.set(page, pages.get(page).with(index, word.hex())));
    }
  }

  // ---- the vCPU ----

  private Optional<Integer> step(int number) {
    JsonCursor step = trace.steps().get(number);
    ended.set(0);
    memory.begin(number);
    calls.set(0);
    events.set(0);
    memory.run(() -> TraceReplay.prepare(machine, step));
    expect(() -> TraceReplay.operate(mediator, machine.domain(), step));
    expect(() -> Mismatch.check("smcs", step.get("smcs").list().size(), calls.get()));
    expect(() -> Mismatch.check("events", step.listOrEmpty("events").size(), events.get()));
    ended.set(number + 1);
    return number + 1 < trace.steps().size() ? Optional.of(number + 1) : Optional.empty();
  }

  private void expect(Runnable comparison) {
    try {
      comparison.run();
    } catch (Mismatch mismatch) {
      memory.expect(false, CONFORMS, text(mismatch));
    }
  }

  private static String text(Mismatch mismatch) {
    return mismatch.field() + ": expected " + mismatch.expected() + ", got " + mismatch.got();
  }

  @Override
  public Registers call(Registers arguments) {
    int number = memory.step();
    int index = calls.get();
    List<JsonCursor> all = trace.steps().get(number).get("smcs").list();
    memory.expect(index < all.size(), CONFORMS, "one call of the secure world more");
    JsonCursor call = all.get(index);
    calls.set(index + 1);
    expect(() -> recorded.compareArguments(call.get("in"), arguments));
    inside.set(1 + number * CALLS_PER_STEP + index);
    inside.set(0);
    memory.run(() -> call.listOrEmpty("writes").forEach(recorded::write));
    List<Long> out = call.get("out").registers(4);
    return Registers.results(out.get(0), out.get(1), out.get(2), out.get(3));
  }

  private void report(Diagnostic diagnostic) {
    int index = events.get();
    events.set(index + 1);
    List<JsonCursor> all = trace.steps().get(memory.step()).listOrEmpty("events");
    memory.expect(index < all.size(), CONFORMS, "one event more: " + diagnostic.label());
    expect(() -> Mismatch.check("events", all.get(index).get("what").text(), diagnostic.label()));
  }

  // ---- the property ----

  private Optional<String> problem() {
    try {
      int step = ended.get();
      if (step != 0) {
        compareEnd(step - 1);
      }
      int call = inside.get();
      if (call != 0) {
        compareInside((call - 1) / CALLS_PER_STEP, (call - 1) % CALLS_PER_STEP);
      }
      return Optional.empty();
    } catch (Mismatch mismatch) {
      return Optional.of(text(mismatch));
    }
  }

  private void compareEnd(int step) {
    state.compare(trace.steps().get(step).get("state"));
    Mismatch.check("guestWrites", contents.get(step), machine.guestContents());
    if (step == trace.steps().size() - 1) {
      TraceReplay.compareEnd(trace.end(), machine, mediator.structs());
    }
  }

  private void compareInside(int step, int index) {
    JsonCursor record = trace.steps().get(step);
    JsonCursor call = record.get("smcs").list().get(index);
    call.listOrEmpty("sees").forEach(recorded::comparePage);
    if (call.get("in").get("a0").hex() == SmcFunction.VM_DESTROYED.id()) {
      record.find("stateAtVmDestroyed").ifPresent(state::compare);
    }
  }
}
