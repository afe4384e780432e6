package vcpucheck.checker.oracle.axiomatic;

import static vcpucheck.checker.memory.Access.ACQUIRE;
import static vcpucheck.checker.memory.Access.OPAQUE;
import static vcpucheck.checker.memory.Access.RELEASE;
import static vcpucheck.checker.memory.Access.VOLATILE;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.memory.Fence;

/**
 * What herd7 (Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 2014) says of the shapes under
 * each model and style: whether the weak outcome is allowed, and how many outcomes there are.
 */
final class Verdicts {
  private Verdicts() {}

  /** One of its verdicts. */
  record Verdict(Shape shape, Axioms model, Shape.Style style, boolean isAllowed, int outcomes) {}

  private record Column(Axioms model, Shape.Style style) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column(Axioms.RC11, Shape.Style.of(OPAQUE, OPAQUE)),
          new Column(Axioms.RC11, Shape.Style.of(ACQUIRE, RELEASE)),
          new Column(Axioms.RC11, Shape.Style.of(VOLATILE, VOLATILE)),
          new Column(Axioms.RC11, Shape.Style.of(OPAQUE, OPAQUE, Fence.FULL)),
          new Column(Axioms.RC11, Shape.Style.of(OPAQUE, OPAQUE, Fence.ACQUIRE, Fence.RELEASE)),
          new Column(Axioms.AARCH64, Shape.Style.of(OPAQUE, OPAQUE)),
          new Column(Axioms.AARCH64, Shape.Style.of(OPAQUE, OPAQUE, Fence.FULL)),
          new Column(Axioms.AARCH64, Shape.Style.of(VOLATILE, VOLATILE)),
          new Column(Axioms.AARCH64, Shape.Style.of(ACQUIRE, RELEASE)),
          new Column(Axioms.AARCH64, Shape.Style.of(OPAQUE, OPAQUE, Fence.ACQUIRE)),
          new Column(Axioms.AARCH64, Shape.Style.of(OPAQUE, OPAQUE, Fence.STORE_STORE)),
          new Column(Axioms.TSO, Shape.Style.of(OPAQUE, OPAQUE)),
          new Column(Axioms.TSO, Shape.Style.of(OPAQUE, OPAQUE, Fence.FULL)),
          new Column(Axioms.SC, Shape.Style.of(OPAQUE, OPAQUE)));

  /* One line a shape, one entry a column: allowed or forbidden, and the number of outcomes. */
  private static final String TABLE =
      """
      SB             A4  A4  F3  F3  A4  A4  F3  F3  A4  A4  A4  A4  F3  F3
      MP             A4  F3  F3  F3  F3  A4  F3  F3  F3  A4  A4  F3  F3  F3
      LB             F3  F3  F3  F3  F3  A4  F3  F3  F3  F3  A4  F3  F3  F3
      IRIW           A16 A16 F15 F15 A16 A16 F15 F15 F15 F15 A16 F15 F15 F15
      TWO_PLUS_TWO_W A4  A4  F3  F3  A4  A4  F3  F3  F3  A4  F3  F3  F3  F3
      WRC            A8  F7  F7  F7  F7  A8  F7  F7  F7  F7  A8  F7  F7  F7
      S              A4  F3  F3  F3  F3  A4  F3  F3  F3  A4  A4  F3  F3  F3
      R              A4  A4  F3  F3  A4  A4  F3  F3  A4  A4  A4  A4  F3  F3
      ISA2           A8  F7  F7  F7  F7  A8  F7  F7  F7  A8  A8  F7  F7  F7
      RWC            A8  A8  F7  F7  A8  A8  F7  F7  A8  A8  A8  A8  F7  F7
      W_RWC          A8  A8  F7  F7  A8  A8  F7  F7  A8  A8  A8  A8  F7  F7
      CO_RR          F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3
      CO_RR2         F47 F47 F47 F47 F47 F47 F47 F47 F47 F47 F47 F47 F47 F47
      CO_WW          F1  F1  F1  F1  F1  F1  F1  F1  F1  F1  F1  F1  F1  F1
      CO_WR          F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3
      CO_RW1         F1  F1  F1  F1  F1  F1  F1  F1  F1  F1  F1  F1  F1  F1
      CO_RW2         F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3  F3
      """;

  /** All of them. */
  static Stream<Verdict> all() {
    return TABLE.lines().flatMap(Verdicts::parse);
  }

  private static Stream<Verdict> parse(String line) {
    List<String> words = Splitter.on(' ').omitEmptyStrings().splitToList(line);
    List<Verdict> verdicts = new ArrayList<>();
    for (int column = 0; column < COLUMNS.size(); column++) {
      String word = words.get(column + 1);
      verdicts.add(
          new Verdict(
              Shape.valueOf(words.get(0)),
              COLUMNS.get(column).model(),
              COLUMNS.get(column).style(),
              word.charAt(0) == 'A',
              Integer.parseInt(word.substring(1))));
    }
    return verdicts.stream();
  }
}
