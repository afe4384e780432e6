/**
 * Reports: pure functions from values to text, JSON and XML. Knows results, traces and catalogue
 * entries; runs nothing and writes no file.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.report;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
