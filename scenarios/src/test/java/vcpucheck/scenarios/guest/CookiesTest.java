package vcpucheck.scenarios.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** A live cookie is nobody else's, and a freed one is anybody's at once. */
final class CookiesTest {
  @Test
  void two_vcpus_never_hold_one_cookie() {
    assertEquals("verified", Checker.of(holders(false)).run().verdict().word());
  }

  @Test
  void a_freed_cookie_is_handed_out_again_to_another_vcpu() {
    Outcomes outcomes = Checker.of(holders(true)).outcomes();
    assertEquals(
        List.of("1", "2"),
        outcomes.ends().stream().map(end -> end.get("second")).distinct().sorted().toList());
  }

  /** Two vCPUs take a cookie each; the first may give it back. */
  private static Model holders(boolean givesBack) {
    return memory -> {
      Cookies cookies = new Cookies(memory, "", 2);
      Map<Long, IntCell> held =
          Map.of(1L, memory.intCell("held1", 0), 2L, memory.intCell("held2", 0));
      IntCell second = memory.intCell("second", 0);
      Vcpu<?> first =
          Vcpu.of(
              "first",
              () -> {
                long cookie = cookies.allocate();
                hold(memory, held, cookie, 1);
                if (givesBack) {
                  hold(memory, held, cookie, -1);
                  cookies.free(cookie);
                }
              });
      Vcpu<?> other =
          Vcpu.of(
              "second",
              () -> {
                long cookie = cookies.allocate();
                hold(memory, held, cookie, 1);
                second.set((int) cookie);
              });
      return Program.of(List.of(first, other));
    };
  }

  private static void hold(Memory memory, Map<Long, IntCell> held, long cookie, int change) {
    IntCell cell = held.get(cookie);
    if (cell == null) {
      throw new IllegalStateException("there are cookies 1 and 2: cookie=" + cookie);
    }
    int before = cell.getAndAdd(change);
    memory.expect(before == (change > 0 ? 0 : 1), "held-once", "a cookie is held twice");
  }
}
