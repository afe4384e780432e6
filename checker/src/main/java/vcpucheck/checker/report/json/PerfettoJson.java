package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.story.Dependence;
import vcpucheck.checker.story.Preemption;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;

/**
 * A counterexample in the Trace Event Format, which Perfetto, Chrome and Speedscope show: a thread
 * for each vCPU, a step a microsecond, C functions as slices around their steps, and flows from
 * writes to what reads them on another vCPU.
 */
public final class PerfettoJson {
  private final TraceFile trace;
  private final Story story;
  private final Finding finding;
  private final List<Event> events = new ArrayList<>();

  private PerfettoJson(Finding finding) {
    this.finding = finding;
    trace = finding.trace();
    story = finding.story();
  }

  private record Document(String displayTimeUnit, List<Event> traceEvents) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Event(
      String ph,
      String name,
      @Nullable String cat,
      int pid,
      int tid,
      @Nullable Integer ts,
      @Nullable Integer dur,
      @Nullable Integer id,
      @Nullable String bp,
      @Nullable String s,
      @Nullable Map<String, String> args) {}

  /** The trace. */
  public static String of(Finding finding) {
    PerfettoJson page = new PerfettoJson(finding);
    page.names();
    for (int vcpu = 0; vcpu < page.trace.vcpus().size(); vcpu++) {
      page.functions(vcpu);
    }
    page.steps();
    page.flows();
    page.marks();
    return Json.text(new Document("ns", page.events));
  }

  private void add(String ph, String name, @Nullable String cat, int vcpu, int at) {
    events.add(new Event(ph, name, cat, 1, vcpu + 1, at, null, null, null, null, null));
  }

  private void names() {
    events.add(named("process_name", 0, trace.id() + " " + trace.scenario()));
    for (int vcpu = 0; vcpu < trace.vcpus().size(); vcpu++) {
      events.add(named("thread_name", vcpu + 1, trace.vcpus().get(vcpu)));
    }
  }

  private static Event named(String what, int tid, String name) {
    return new Event("M", what, null, 1, tid, null, null, null, null, null, Map.of("name", name));
  }

  /** A function begins with the first step in it, and ends before the first that is not. */
  private void functions(int vcpu) {
    List<List<String>> stacks =
        finding.course().moments().stream().map(moment -> moment.step().functions()).toList();
    List<String> open = new ArrayList<>();
    int last = 0;
    for (int at = 0; at < stacks.size(); at++) {
      if (trace.steps().get(at).vcpu() != vcpu) {
        continue;
      }
      List<String> stack = stacks.get(at);
      int common = 0;
      while (common < Math.min(open.size(), stack.size())
          && open.get(common).equals(stack.get(common))) {
        common++;
      }
      close(open, common, vcpu, last);
      for (String function : stack.subList(common, stack.size())) {
        open.add(function);
        add("B", function, "function", vcpu, at);
      }
      last = at + 1;
    }
    close(open, 0, vcpu, last);
  }

  private void close(List<String> open, int left, int vcpu, int at) {
    while (open.size() > left) {
      add("E", open.remove(open.size() - 1), "function", vcpu, at);
    }
  }

  private void steps() {
    for (int at = 0; at < trace.steps().size(); at++) {
      Step step = trace.steps().get(at);
      Map<String, String> args = new TreeMap<>();
      args.put("step", Integer.toString(at + 1));
      args.put("value", step.value());
      args.put("source", step.source());
      events.add(
          new Event(
              "X", step.operation(), "step", 1, step.vcpu() + 1, at, 1, null, null, null, args));
    }
  }

  private void flows() {
    int id = 0;
    for (Dependence edge : story.explanation().dependences()) {
      if (edge.kind() == Dependence.Kind.READ && edge.to() < trace.steps().size()) {
        int writer = trace.steps().get(edge.from()).vcpu();
        int reader = trace.steps().get(edge.to()).vcpu();
        if (writer != reader) {
          id++;
          events.add(flow("s", writer, edge.from(), id, null));
          events.add(flow("f", reader, edge.to(), id, "e"));
        }
      }
    }
  }

  private static Event flow(String ph, int vcpu, int at, int id, @Nullable String bp) {
    return new Event(ph, "reads", "reads", 1, vcpu + 1, at, null, id, bp, null, null);
  }

  private void marks() {
    for (Preemption preemption : story.explanation().preemptions()) {
      mark("preempted, window " + preemption.window(), preemption.vcpu(), preemption.after());
    }
    int end = trace.steps().size();
    mark(trace.message(), end == 0 ? 0 : trace.steps().get(end - 1).vcpu(), end);
  }

  private void mark(String name, int vcpu, int at) {
    events.add(new Event("i", name, "mark", 1, vcpu + 1, at, null, null, null, "p", null));
  }
}
