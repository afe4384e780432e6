package vcpucheck.checker.report.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.catalogue.RealCode;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.necessity.NecessityReport;
import vcpucheck.checker.necessity.SiteNeed;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.port.PortOrder;
import vcpucheck.checker.port.PortOrdering;
import vcpucheck.checker.port.PortPlace;
import vcpucheck.checker.port.PortPlan;
import vcpucheck.checker.port.Stretch;
import vcpucheck.checker.report.NumberFormats;

/** What a plan says, line by line, however the lines are laid out. */
final class PortLines {
  /**
   * A line.
   *
   * @param level 0 for a heading
   * @param heading what it is about, with what parts it from the words; may be empty
   */
  record Line(int level, String heading, String words) {}

  private final PortPlan plan;
  private final List<Line> lines = new ArrayList<>();

  private PortLines(PortPlan plan) {
    this.plan = plan;
  }

  static List<Line> of(PortPlan plan) {
    PortLines lines = new PortLines(plan);
    lines.violations();
    lines.places();
    lines.orders();
    lines.orderings();
    return lines.lines;
  }

  /** "xen-4.13 -> xen-4.14, decided in 2 functions of xen/arch/arm/tee/optee.c of xen-4.13". */
  static String title(PortPlan plan) {
    return plan.comparison().from() + " -> " + plan.comparison().to() + ", " + decided(plan);
  }

  /** "decided in 2 functions of xen/arch/arm/tee/optee.c of xen-4.13". */
  static String decided(PortPlan plan) {
    long named = plan.places().stream().filter(place -> !place.function().isEmpty()).count();
    String code =
        plan.anyFunction()
            .map(any -> " of " + any.file() + " of " + any.revision())
            .orElse(", of whose lines nothing is known");
    return "decided in " + NumberFormats.counted(named, "function") + code;
  }

  private void add(int level, String heading, String words) {
    lines.add(new Line(level, heading, words));
  }

  private void violations() {
    List<ScenarioComparison> wrong =
        plan.comparison().scenarios().stream()
            .filter(scenario -> !scenario.to().violated().isEmpty())
            .toList();
    if (wrong.isEmpty()) {
      return;
    }
    add(0, "", "what the candidate violates: it is not to be ported like this");
    for (ScenarioComparison scenario : wrong) {
      add(
          1,
          scenario.setting().id()
              + " with "
              + NumberFormats.counted(scenario.setting().vcpus(), "vCPU")
              + "  ",
          String.join(", ", scenario.to().violated()));
    }
  }

  private void places() {
    add(0, "", "what is decided otherwise, and where");
    for (PortPlace place : plan.places()) {
      String parts = place.parts().stream().map(PortLines::part).collect(Collectors.joining(", "));
      add(
          1,
          (place.function().isEmpty() ? "before any function" : place.function()) + "  ",
          place.where().map(where -> lines(where) + ", ").orElse("") + parts);
      place.where().filter(where -> !where.calls().isEmpty()).ifPresent(this::calls);
    }
    plan.comparison().parts().stream()
        .filter(part -> plan.places().stream().noneMatch(place -> place.parts().contains(part)))
        .forEach(part -> add(1, part(part) + "  ", "reached nowhere, so nothing is known of it"));
  }

  private void calls(RealCode.Function where) {
    add(
        2,
        "calls  ",
        where.calls().stream()
            .map(call -> call.function() + " " + call.line())
            .collect(Collectors.joining(", ")));
  }

  private static String part(Coverage.Decision part) {
    return (part.way() ? "+" : "~") + part.name();
  }

  private static String lines(RealCode.Function where) {
    return where.first() + "-" + where.last();
  }

  // ---- order ----

  private void orders() {
    add(0, "", "order to keep: what each vCPU, run alone, does otherwise");
    for (PortOrder order : plan.orders()) {
      add(
          1,
          "",
          order.scenario()
              + " with "
              + NumberFormats.counted(order.vcpus(), "vCPU")
              + ", "
              + order.vcpu());
      order.stretches().forEach(this::stretch);
    }
    if (plan.orders().isEmpty()) {
      add(1, "", "nothing: each vCPU, run alone, does the same operations in the same order");
    }
  }

  private void stretch(Stretch stretch) {
    int count = stretch.last() - stretch.first() + 1;
    add(
        2,
        stretch.isAdded() ? "+ " : "- ",
        (stretch.isAdded() ? "do " : "no longer do ")
            + NumberFormats.counted(count, "operation")
            + ", "
            + (count == 1 ? "the " + stretch.first() + "." : numbers(stretch)));
    stretch.after().ifPresent(operation -> add(3, "behind  ", operation(operation)));
    for (Stretch.Group group : stretch.groups()) {
      add(3, "", group(group));
    }
    stretch.before().ifPresent(operation -> add(3, "before  ", operation(operation)));
  }

  private static String numbers(Stretch stretch) {
    return "the " + stretch.first() + ". to the " + stretch.last() + ".";
  }

  private String operation(SoloRun.Operation operation) {
    String function = operation.step().function();
    return (function.isEmpty() ? "" : function + ": ") + operation.step().operation();
  }

  /** "free_pg_list (564-572): load ...; store ... (under a lock)". */
  private String group(Stretch.Group group) {
    String where =
        Optional.ofNullable(plan.functions().get(group.function()))
            .map(found -> " (" + lines(found) + ")")
            .orElse("");
    String operations =
        group.operations().stream()
            .map(operation -> operation.step().operation())
            .collect(Collectors.joining("; "));
    boolean isLocked = group.operations().stream().allMatch(SoloRun.Operation::isUnderLock);
    return (group.function().isEmpty() ? "" : group.function() + where + ": ")
        + operations
        + (isLocked ? " (under a lock)" : "");
  }

  // ---- orderings ----

  private void orderings() {
    add(0, "", "atomic accesses, fences and locks that are new");
    for (PortOrdering ordering : plan.orderings()) {
      AccessSite site = ordering.site();
      add(
          1,
          (site.function().isEmpty() ? site.source() : site.function()) + "  ",
          ordering(site) + need(ordering) + "; in the model " + site.source());
    }
    if (plan.orderings().isEmpty()) {
      add(1, "", "none");
    }
  }

  private static String ordering(AccessSite site) {
    String kind =
        site.kind() == AccessSite.Kind.FENCE || site.kind() == AccessSite.Kind.LOCK
            ? ""
            : " " + site.kind().name().toLowerCase(Locale.ROOT);
    return site.strength().word()
        + kind
        + ", "
        + site.strength().primitive(site.kind())
        + ", on Arm "
        + site.strength().cost().word();
  }

  private static String need(PortOrdering ordering) {
    return ordering.need().stream()
        .flatMap(row -> row.needs().entrySet().stream().map(need -> need(row, need)))
        .collect(Collectors.joining());
  }

  /** "; under arm64 relaxable: READ_ONCE". */
  private static String need(NecessityReport.Row row, Map.Entry<MemoryModel, SiteNeed.Need> need) {
    return "; under "
        + need.getKey().word()
        + " "
        + need.getValue().word()
        + Optional.ofNullable(row.enough().get(need.getKey()))
            .filter(enough -> enough != row.site().strength())
            .map(enough -> ": " + enough.primitive(row.site().kind()))
            .orElse("");
  }
}
