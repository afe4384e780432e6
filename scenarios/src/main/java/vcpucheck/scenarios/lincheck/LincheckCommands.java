package vcpucheck.scenarios.lincheck;

import java.util.List;
import java.util.concurrent.Callable;
import vcpucheck.checker.cli.spi.CommandProvider;
import vcpucheck.checker.cli.spi.Console;

/** Adds the command {@code lincheck} to the command line. */
public final class LincheckCommands implements CommandProvider {
  @Override
  public List<Callable<Integer>> commands(Console console) {
    return List.of(new LincheckCommand(console));
  }
}
