package vcpucheck.checker.oracle.axiomatic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;

/** What the Linux kernel's memory model never allows never shows; what it allows may show. */
final class LinuxShapesTest {
  /** Locks order a little more in the kernel than acquire and release do in C. */
  private static final Set<String> STRONGER_LOCKS =
      Set.of("ISA2+pooncelock+pooncelock+pombonce", "MP+unlocklockonceonce+fencermbonceonce");

  @ParameterizedTest
  @CsvSource({
    "SC, 0",
    "TSO, 3",
    "RC11, 12",
    "ARM64, 13",
  })
  void what_is_never_allowed_never_shows(MemoryModel model, int allowed) {
    List<LinuxShape> shown = LinuxShapes.all().filter(shape -> shows(shape, model, true)).toList();
    assertEquals(List.of(), shown.stream().filter(shape -> !shape.isAllowed()).toList());
    assertEquals(allowed, shown.size(), shown.toString());
  }

  @ParameterizedTest
  @CsvSource({"RC11", "ARM64"})
  void locks_without_full_fences_show_two_more(MemoryModel model) {
    List<String> wrong =
        LinuxShapes.all()
            .filter(shape -> !shape.isAllowed() && shows(shape, model, false))
            .map(LinuxShape::name)
            .toList();
    assertEquals(STRONGER_LOCKS, Set.copyOf(wrong));
  }

  @Test
  void there_are_as_many_as_can_be_expressed() {
    assertEquals(41, LinuxShapes.all().map(LinuxShape::name).distinct().count());
  }

  private static boolean shows(LinuxShape shape, MemoryModel model, boolean hasFullLocks) {
    Outcomes found =
        Checker.of(shape.model(hasFullLocks)).with(Options.defaults().with(model)).outcomes();
    return found.ends().stream().anyMatch(end -> isEnd(shape, end));
  }

  private static boolean isEnd(LinuxShape shape, Map<String, String> end) {
    return Splitter.on(' ').withKeyValueSeparator('=').split(shape.end()).entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(end.get(wanted.getKey())));
  }
}
