package vcpucheck.scenarios.lincheck;

import java.util.List;
import java.util.concurrent.Callable;
import vcpucheck.checker.cli.CommandProvider;
import vcpucheck.checker.cli.Console;

/** Adds the command {@code lincheck} to the command line. */
public final class LincheckCommands implements CommandProvider {
  @Override
  public List<Callable<Integer>> commands(Console console) {
    return List.of(new LincheckCommand(console));
  }
}
