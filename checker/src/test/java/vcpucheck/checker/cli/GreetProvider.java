package vcpucheck.checker.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.cli.spi.CommandProvider;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.ExitStatus;

/** Adds a command, as other projects may. */
public final class GreetProvider implements CommandProvider {
  @Override
  public List<Callable<Integer>> commands(Console console) {
    return List.of(new Greet(console));
  }

  @Command(name = "greet", description = "Say hello.")
  private static final class Greet implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "WHOM", description = "who is greeted")
    private String whom = "";

    Greet(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      console.out().println("hello " + whom);
      return ExitStatus.VERIFIED;
    }
  }
}
