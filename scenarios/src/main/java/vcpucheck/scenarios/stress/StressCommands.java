package vcpucheck.scenarios.stress;

import java.util.List;
import java.util.concurrent.Callable;
import vcpucheck.checker.cli.spi.CommandProvider;
import vcpucheck.checker.cli.spi.Console;

/** Adds the command {@code stress} to the command line. */
public final class StressCommands implements CommandProvider {
  @Override
  public List<Callable<Integer>> commands(Console console) {
    return List.of(new StressCommand(console));
  }
}
