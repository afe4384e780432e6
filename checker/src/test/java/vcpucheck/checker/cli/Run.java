package vcpucheck.checker.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One run of the command line over the toy catalogue. */
record Run(int status, String out, String err) {
  static Run of(String... args) {
    return of(new Interruption(), args);
  }

  static Run of(Interruption interruption, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(new PrintWriter(out), new PrintWriter(err), false, "vcpucheck", List.of(args));
    int status = Main.run(console, interruption);
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
