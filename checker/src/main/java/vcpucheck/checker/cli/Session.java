package vcpucheck.checker.cli;

/**
 * What every command works with.
 *
 * @param console where output goes
 * @param catalogues what there is to check
 * @param interruption whether to end early
 */
record Session(Console console, Catalogues catalogues, Interruption interruption) {
  ProgressMeter meter(String title, SearchOptions options) {
    return new ProgressMeter(title, options.progress(), console, interruption);
  }

  /** Prints a report. */
  void print(String text) {
    console.out().print(text);
    console.out().flush();
  }
}
