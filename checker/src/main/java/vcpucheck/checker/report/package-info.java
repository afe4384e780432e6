/**
 * Reports: pure functions from values to text, JSON and XML. Knows results, traces and catalogue
 * entries; runs nothing and writes no file.
 */
@NullMarked
package vcpucheck.checker.report;

import org.jspecify.annotations.NullMarked;
