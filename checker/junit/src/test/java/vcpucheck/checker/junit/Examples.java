package vcpucheck.checker.junit;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Options;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;

/** What the tests of the engine run; not named as tests, so that nothing else finds them. */
final class Examples {
  private Examples() {}

  private static Program increments(Memory memory) {
    IntCell counter = memory.intCell("counter");
    return Program.builder()
        .vcpus(2, () -> counter.set(counter.get() + 1))
        .atEnd("no lost update", () -> counter.get() == 2)
        .build();
  }

  static final class Passing {
    @ModelCheck(
        violates = "no lost update",
        build = {Options.Build.DEBUG, Options.Build.RELEASE})
    Model increments_are_lost() {
      return Examples::increments;
    }
  }

  static final class Failing {
    @ModelCheck
    Model increments_are_atomic() {
      return Examples::increments;
    }

    @ModelCheck(violates = "no-data-race")
    Model another_property() {
      return Examples::increments;
    }

    @ModelCheck(violates = "no lost update", states = 1)
    Model too_few_states() {
      return Examples::increments;
    }

    @ModelCheck
    String not_a_model() {
      return "";
    }

    @ModelCheck
    Model of_something(String name) {
      return Examples::increments;
    }

    @ModelCheck
    @SuppressWarnings("NullAway") // that is the slip
    Model nothing() {
      return nullModel();
    }

    private static @Nullable Model nullModel() {
      return null;
    }
  }
}
