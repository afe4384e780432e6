package vcpucheck.checker.cli;

import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.terminal.Interruption;

/**
 * What every command works with.
 *
 * @param console where output goes
 * @param catalogues what there is to check
 * @param interruption whether to end early
 * @param traces where counterexamples are kept
 */
record Session(
    Console console, Catalogues catalogues, Interruption interruption, KeptTraces traces) {}
