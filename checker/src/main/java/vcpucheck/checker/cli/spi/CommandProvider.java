package vcpucheck.checker.cli.spi;

import java.util.List;
import java.util.concurrent.Callable;

/** Adds commands to the command line, found through {@link java.util.ServiceLoader}. */
public interface CommandProvider {
  /**
   * The commands.
   *
   * @param console where their output goes
   * @return objects annotated with {@link picocli.CommandLine.Command}; each returns an {@link
   *     ExitStatus} and throws {@link InputException} for what the user did wrong
   */
  List<Callable<Integer>> commands(Console console);
}
