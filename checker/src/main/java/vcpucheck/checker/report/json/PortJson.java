package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.catalogue.RealCode;
import vcpucheck.checker.port.PortOrder;
import vcpucheck.checker.port.PortOrdering;
import vcpucheck.checker.port.PortPlace;
import vcpucheck.checker.port.PortPlan;
import vcpucheck.checker.port.Stretch;

/** What has to change in real code, for programs. The fields are a stable contract. */
public final class PortJson {
  private static final int SCHEMA = 1;

  private PortJson() {}

  private record Document(
      int schema,
      String tool,
      String from,
      String to,
      String verdict,
      List<Place> places,
      List<Order> order,
      List<Ordering> orderings) {}

  /** A function, and what is decided otherwise in it: "+FIX" or "~FIX". */
  private record Place(
      String function,
      List<String> parts,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Lines where) {
    static Place of(PortPlace place) {
      return new Place(
          place.function(),
          place.parts().stream().map(PortJson::part).toList(),
          place.where().map(Lines::of).orElse(null));
    }
  }

  /** Where a function is in the real code, and what it calls, in order. */
  private record Lines(
      String revision, String file, int first, int last, List<RealCode.Call> calls) {
    static Lines of(RealCode.Function function) {
      return new Lines(
          function.revision(),
          function.file(),
          function.first(),
          function.last(),
          function.calls());
    }
  }

  private record Order(String id, int vcpus, String vcpu, List<Part> stretches) {
    static Order of(PortOrder order, PortPlan plan) {
      return new Order(
          order.scenario(),
          order.vcpus(),
          order.vcpu(),
          order.stretches().stream().map(stretch -> Part.of(stretch, plan)).toList());
    }
  }

  /** Operations in a row that only one form does; the numbers are those of its run. */
  private record Part(
      boolean added,
      int first,
      int last,
      @Nullable String behind,
      List<Group> operations,
      @Nullable String before) {
    static Part of(Stretch stretch, PortPlan plan) {
      return new Part(
          stretch.isAdded(),
          stretch.first(),
          stretch.last(),
          stretch.after().map(SoloRun.Operation::text).orElse(null),
          stretch.groups().stream().map(group -> Group.of(group, plan)).toList(),
          stretch.before().map(SoloRun.Operation::text).orElse(null));
    }
  }

  private record Group(
      String function,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Lines where,
      List<Done> operations) {
    static Group of(Stretch.Group group, PortPlan plan) {
      return new Group(
          group.function(),
          Optional.ofNullable(plan.functions().get(group.function())).map(Lines::of).orElse(null),
          group.operations().stream()
              .map(one -> new Done(one.step().operation(), one.isUnderLock()))
              .toList());
    }
  }

  private record Done(String operation, boolean underLock) {}

  /** An ordering that is new; its need by memory model, if that was asked. */
  private record Ordering(
      String source,
      String function,
      String kind,
      String strength,
      String primitive,
      Map<String, String> need) {
    static Ordering of(PortOrdering ordering) {
      Map<String, String> need = new TreeMap<>();
      ordering
          .need()
          .ifPresent(
              row -> row.needs().forEach((model, one) -> need.put(model.word(), one.word())));
      return new Ordering(
          ordering.site().source(),
          ordering.site().function(),
          ordering.site().kind().name().toLowerCase(Locale.ROOT),
          ordering.site().strength().word(),
          ordering.site().strength().primitive(ordering.site().kind()),
          need);
    }
  }

  private static String part(Coverage.Decision part) {
    return (part.way() ? "+" : "~") + part.name();
  }

  /** The plan as an object. */
  public static String of(PortPlan plan) {
    return Json.text(
        new Document(
            SCHEMA,
            ToolVersion.text(),
            plan.comparison().from(),
            plan.comparison().to(),
            plan.comparison().verdict().word(),
            plan.places().stream().map(Place::of).toList(),
            plan.orders().stream().map(order -> Order.of(order, plan)).toList(),
            plan.orderings().stream().map(Ordering::of).toList()));
  }
}
