package vcpucheck.checker.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import vcpucheck.checker.cli.session.KeptTraces;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.Screen;
import vcpucheck.checker.cli.terminal.Interruption;

/** One run of the command line over the toy catalogue. */
record Run(int status, String out, String err) {
  static Run of(String... args) {
    return of(new Interruption(), args);
  }

  static Run of(Interruption interruption, String... args) {
    return of(interruption, KeptTraces.NONE, args);
  }

  static Run of(KeptTraces traces, String... args) {
    return of(new Interruption(), traces, args);
  }

  private static Run of(Interruption interruption, KeptTraces traces, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(err),
            Screen.NONE,
            interruption::isRequested,
            "vcpucheck",
            List.of(args));
    int status = Main.run(console, interruption, traces);
    return new Run(status, out.toString(), err.toString());
  }

  /** The report without what differs from run to run. */
  String report() {
    return out.replaceAll("  time .*\n", "  time ...\n")
        .replaceAll("[0-9]+\\.[0-9]{3} s", "0.000 s");
  }

  String firstLine() {
    return out.lines().findFirst().orElse("");
  }
}
