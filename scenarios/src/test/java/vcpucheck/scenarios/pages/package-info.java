/**
 * The pages of documentation are true: {@link vcpucheck.scenarios.pages.ReadmeTest} runs their
 * commands, compares their sources and tables, and follows their links.
 */
@NullMarked
package vcpucheck.scenarios.pages;

import org.jspecify.annotations.NullMarked;
