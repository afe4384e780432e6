package vcpucheck.scenarios.stress;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How long tests run. */
enum Mode {
  /** Whether they run at all: a sample or two, in which no race need be seen. */
  SANITY,
  /** A second or two for each test. */
  QUICK,
  /** Under the compilers together and one by one: about 20 seconds for each test. */
  DEFAULT;

  /* Actors are long: the fewer in a row, the closer together two threads stay. */
  private static final String STRIDE = "8";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The options for jcstress. */
  String[] options() {
    Stream<String> options =
        switch (this) {
          case SANITY -> Stream.of("-m", "sanity");
          case QUICK -> Stream.of("-iters", "1", "-time", "300", "-strideSize", STRIDE);
          case DEFAULT -> Stream.of("-iters", "5", "-time", "1000", "-strideSize", STRIDE);
        };
    return options.toArray(String[]::new);
  }

  /** The arguments of each virtual machine that a test runs on. */
  List<List<String>> machines() {
    return this == DEFAULT
        ? List.of(List.of(), List.of("-XX:TieredStopAtLevel=1"), List.of("-XX:-TieredCompilation"))
        : List.of(List.of());
  }

  /** The time after which a run of this number of tests must be hanging. */
  Duration limit(int tests) {
    return PATIENCE.multipliedBy((long) tests * machines().size() + 1);
  }
}
