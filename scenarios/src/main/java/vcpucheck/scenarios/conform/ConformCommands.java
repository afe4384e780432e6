package vcpucheck.scenarios.conform;

import java.util.List;
import java.util.concurrent.Callable;
import vcpucheck.checker.cli.spi.CommandProvider;
import vcpucheck.checker.cli.spi.Console;

/** Adds the command {@code conform} to the command line. */
public final class ConformCommands implements CommandProvider {
  @Override
  public List<Callable<Integer>> commands(Console console) {
    return List.of(new ConformCommand(console));
  }
}
